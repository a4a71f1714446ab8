from kit import *
from revocation import List


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return {"given.crl": revocation.pem(List(pki.intermediate()).der()).encode()}
