from kit import *
from revocation import Entry, List


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return {"given.crl": List(pki.intermediate(), (Entry(signer(), EARLIER),)).der()}
