from kit import *


def signer():
    return bank(issuer=pki.intermediate("Example Curve CA E6", "p-256", begins="2026-06-15T09:00:01"), kind="p-256")


def make():
    return letter(detached(hello(), signer()))
