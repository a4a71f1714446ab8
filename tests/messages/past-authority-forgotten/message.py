from kit import *

E1 = "http://crl.ca.example/e1.crl"


def authority():
    return pki.intermediate("Example Curve CA E5", "p-256", ends="2025-12-31T23:59:59", crl=E1)


def signer():
    return listed(issuer=authority(), kind="p-256", begins="2024-10-01", ends="2025-12-31T23:59:59")


def make():
    return letter(detached(hello(), Signer(signer(), time="2025-06-15T08:59:00")))


def beside():
    return recorded(list_said(signer(), at="2025-12-01", until="2025-12-08"), list_said(authority(), url=E1))
