from kit import *


def signer():
    return works()


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]),
                  sender="Example Works <info@WORKS.example>")


def beside():
    return works_root()
