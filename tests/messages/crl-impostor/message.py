from kit import *


def impostor():
    return pki.authority("impostor list", pki.intermediate().subject)


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_said(signer(), signer=impostor()))
