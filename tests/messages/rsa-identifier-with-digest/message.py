from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), plain_rsa=False)))
