from kit import *
from revocation import List


def signer():
    return bank()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return {"given.crl": List(pki.intermediate()).der(), "root.crl": List(pki.root()).der()}
