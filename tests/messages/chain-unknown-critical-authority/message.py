from kit import *


def make():
    odd = pki.intermediate("Example Curve CA E8", "p-256", extra=(certs.unknown_critical(),))
    return letter(detached(hello(), bank(issuer=odd, kind="p-256")))
