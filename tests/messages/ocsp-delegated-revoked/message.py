from kit import *


def responder():
    return delegate(extra=(), crl=LIST_PLACE)


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(answered(signer(), by=responder()), list_revoked(responder(), reason="key-compromise"))
