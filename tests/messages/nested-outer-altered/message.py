from kit import *


def make():
    return letter(detached(detached(hello(), bank()), Signer(bank(), spoil="signature")))
