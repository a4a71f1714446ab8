from kit import *


def make():
    return letter(detached(hello(), Signer(bank(kind="rsa-pss-2048"))))
