from kit import *


def make():
    twice = [cms.content_type(), cms.content_type(), cms.message_digest(hello())]
    return letter(detached(hello(), Signer(bank(), attributes=twice)))
