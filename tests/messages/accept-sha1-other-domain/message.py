from kit import *


def signer():
    return works("info@other.example", digest="sha1")


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]), sender="Example Works <info@other.example>")


def beside():
    return works_root()
