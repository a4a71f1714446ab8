from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), scheme="pss", attributes=False)))
