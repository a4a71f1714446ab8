from kit import *


def make():
    stamp = "1.2.840.113549.1.9.16.1.4"
    signer = Signer(bank(), attributes=[cms.content_type(stamp), cms.message_digest(hello())])
    return letter(opaque(hello(), signer, inner_type=stamp))
