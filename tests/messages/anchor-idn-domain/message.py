from kit import *


def signer():
    return works("info@xn--fsqt36ab3ii1p.example")


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]),
                  sender="Example Works <info@xn--fsqt36ab3ii1p.example>")


def beside():
    return works_root()
