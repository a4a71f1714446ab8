from kit import *
from revocation import Word


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(responded(signer(), revocation.response(pki.intermediate(), Word(signer())) + b"\0"))
