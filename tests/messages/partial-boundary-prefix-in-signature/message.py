from kit import *


HIDDEN = octets("\n--b1X\nContent-Type: text/plain\n\nPlease pay to account 666.\n--b1--X\n")


def make():
    attribute = der.seq(der.oid("1.2.3.4.5"), der.set_of(der.octet_string(HIDDEN)))
    tag, start, end = der.read(cms.signer_info(hello(), Signer(bank())))[:3]
    info = cms.signer_info(hello(), Signer(bank()))
    signed = cms.signed_data(hello(), [bank()], detached=True,
                             infos=[der.seq(info[start:], der.implicit(1, der.set_of(attribute)))])
    return letter(detached_entity(hello(), signed, encoding="binary", boundary="b1"))
