from kit import *
from revocation import Entry, List


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return {**recorded(said(signer())), "gone.crl": List(pki.intermediate(), (Entry(signer(), EARLIER),)).der()}
