from kit import *

R1 = "http://crl.ca.example/r1.crl"


def authority():
    return pki.intermediate("Example Trust CA G4", crl=R1)


def signer():
    return listed(issuer=authority())


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_said(signer()), list_said(authority(), url=R1))
