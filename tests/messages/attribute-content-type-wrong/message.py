from kit import *


def make():
    wrong = [cms.content_type(cms.ENVELOPED_DATA), cms.message_digest(hello())]
    return letter(detached(hello(), Signer(bank(), attributes=wrong)))
