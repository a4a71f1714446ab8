from kit import *


def make():
    old = pki.intermediate("Example Curve CA E1", "p-256", ends="2025-12-31T23:59:59")
    return letter(detached(hello(), bank(issuer=old, kind="p-256")))
