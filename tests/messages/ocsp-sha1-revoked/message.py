from kit import *
from revocation import Word


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(answered(signer(), Word(signer(), "revoked", EARLIER), digest="sha1"))
