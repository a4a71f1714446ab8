from kit import *


def make():
    signer = Signer(bank(), "sha1", attributes=[cms.content_type(), cms.message_digest(hello())],
                    algorithm=bank().key.algorithm("sha1"))
    info = cms.signer_info(hello(), signer)
    info = info.replace(keys.digest_algorithm("sha1"), keys.digest_algorithm("sha256"))
    made = cms.signed_data(hello(), [bank()], detached=True, infos=[der.seq(info[4:])])
    return letter(detached_entity(hello(), made))
