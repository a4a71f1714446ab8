from kit import *


def make():
    both = [cms.content_type(), cms.message_digest(hello()), cms.message_digest(b"another text")]
    return letter(detached(hello(), Signer(bank(), attributes=both)))
