from kit import *


def signer():
    return self_made(ocsp=RESPONDER, crl=LIST_PLACE)


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_said(bank()))
