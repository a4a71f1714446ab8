from kit import *


def signer():
    return works("info@mail.works.example")


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]),
                  sender="Example Works <info@mail.works.example>")


def beside():
    return works_root()
