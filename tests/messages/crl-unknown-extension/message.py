from kit import *


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_said(signer(), extra=(certs.extension("1.3.6.1.4.1.55555.1.1", der.null()),)))
