from kit import *
from revocation import List


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return {"given.crl": List(pki.japanese_authority()).der()}
