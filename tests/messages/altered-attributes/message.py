from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), spoil="attributes")))
