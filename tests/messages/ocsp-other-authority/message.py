from kit import *
from revocation import Word


def twin():
    return bank(ocsp=RESPONDER, issuer=pki.japanese_authority())


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(answered(signer(), Word(twin())))
