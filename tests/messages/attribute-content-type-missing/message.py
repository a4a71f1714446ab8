from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), attributes=[cms.message_digest(hello()), cms.signing_time()])))
