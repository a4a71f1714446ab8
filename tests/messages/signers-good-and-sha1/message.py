from kit import *


def make():
    return letter(detached(hello(), bank(), Signer(bank(), "sha1")))
