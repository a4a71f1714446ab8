from kit import *


def make():
    right, wrong = (der.octet_string(hashlib.sha256(x).digest()) for x in (hello(), b"another text"))
    both = [cms.content_type(), cms.attribute(cms.MESSAGE_DIGEST, right, wrong)]
    return letter(detached(hello(), Signer(bank(), attributes=both)))
