from kit import *


def make():
    info = cms.signer_info(hello(), Signer(bank(kind="p-256")))
    _, begin, end = der.read(info)
    zero = der.octet_string(der.seq(der.integer(0), der.integer(0)))
    fields = der.children(info, begin, end)[:-1]
    made = cms.signed_data(hello(), [bank(kind="p-256")], detached=True, infos=[der.seq(*fields, zero)])
    return letter(detached_entity(hello(), made))
