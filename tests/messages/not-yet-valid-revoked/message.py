from kit import *
from revocation import Entry, List


def signer():
    return listed(begins="2026-06-16")


def make():
    return letter(detached(hello(), signer()))


def beside():
    return {"gone.crl": List(pki.intermediate(), (Entry(signer(), EARLIER),)).der()}
