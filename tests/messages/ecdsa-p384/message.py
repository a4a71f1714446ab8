from kit import *


def make():
    return letter(detached(hello(), Signer(bank(kind="p-384"), "sha384")))
