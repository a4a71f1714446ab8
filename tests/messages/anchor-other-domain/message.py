from kit import *


def signer():
    return works("info@other.example")


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]),
                  sender="Example Works <info@other.example>")


def beside():
    return works_root()
