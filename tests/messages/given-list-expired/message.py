from kit import *
from revocation import List


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return {"given.crl": List(pki.intermediate(), at="2026-06-01", until="2026-06-08").der()}
