from kit import *


def signer():
    return works(kind="p-224")


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]), sender="Example Works <info@works.example>")


def beside():
    return works_root()
