from kit import *


def signer():
    return works("info@steelworks.example")


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]),
                  sender="Example Works <info@steelworks.example>")


def beside():
    return works_root()
