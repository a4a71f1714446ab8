from kit import *


def signer():
    return asked()


def make():
    return letter(detached(hello(), Signer(signer(), spoil="signature")))


def beside():
    return recorded(said(signer()))
