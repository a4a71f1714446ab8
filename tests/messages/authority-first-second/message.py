from kit import *


def signer():
    return bank(issuer=pki.intermediate("Example Curve CA E7", "p-256", begins="2026-06-15T09:00:00"), kind="p-256")


def make():
    return letter(detached(hello(), signer()))
