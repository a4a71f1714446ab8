from kit import *


def make():
    forged = pki.intermediate("Example Curve CA E9", "p-256", spoiled=True)
    return letter(detached(hello(), bank(issuer=forged, kind="p-256")))
