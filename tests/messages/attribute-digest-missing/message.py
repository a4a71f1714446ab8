from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), attributes=[cms.content_type(), cms.signing_time()])))
