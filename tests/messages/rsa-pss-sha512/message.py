from kit import *


def make():
    return letter(opaque(hello(), Signer(bank(), "sha512", scheme="pss")))
