from kit import *

R1 = "http://crl.ca.example/r1.crl"


def authority():
    return pki.intermediate("Example Trust CA G4", crl=R1, begins="2026-01-01")


def signer():
    return asked(issuer=authority())


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(said(signer()), list_revoked(authority(), "2026-02-01T00:00:00", url=R1))
