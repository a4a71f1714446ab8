from kit import *


def signer():
    return asked(crl=LIST_PLACE)


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(said_revoked(signer()), list_said(signer()))
