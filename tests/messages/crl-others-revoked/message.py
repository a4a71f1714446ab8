from kit import *
from revocation import Entry


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_said(signer(), Entry(alice(), EARLIER), Entry(pki.mallory(), EARLIER)))
