from kit import *


def make():
    return letter(opaque(hello(), Signer(bank(kind="p-521"), "sha512")))
