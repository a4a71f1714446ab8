from kit import *


def make():
    return letter(detached(hello(), bank(), Signer(bank(kind="p-256"), spoil="signature")))
