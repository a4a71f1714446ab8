from kit import *


def make():
    named = pki.intermediate("Example Curve CA E4", "p-256", crl="http://crl.ca.example/e1.crl")
    return letter(detached(hello(), bank(issuer=named, kind="p-256")))
