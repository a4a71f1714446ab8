from kit import *


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_said(signer(), extra=(certs.unknown_critical(),)))
