from kit import *


def make():
    return letter(detached(hello(), Signer(bank(kind="ed25519"), "sha512")))
