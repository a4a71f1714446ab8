from kit import *
from revocation import Entry, List


def signer():
    return listed(begins="2024-10-01", ends="2025-12-31T23:59:59")


def make():
    return letter(detached(hello(), signer()))


def beside():
    return {"gone.crl": List(pki.intermediate(), (Entry(signer(), "2025-06-01T00:00:00"),)).der()}
