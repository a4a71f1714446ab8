from kit import *

R1 = "http://crl.ca.example/r1.crl"


def authority():
    return pki.intermediate("Example Trust CA G4", crl=R1)


def signer():
    return asked(issuer=authority())


def make():
    return letter(detached(hello(), signer()))


def beside():
    gone = list_revoked(authority(), "2026-06-16T00:00:00", "ca-compromise", url=R1, at=LATER)
    return recorded(said(signer(), at=LATER), gone)
