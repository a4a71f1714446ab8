from kit import *


def make():
    short = pki.intermediate("Example Curve CA E6", "p-256", path_length=0)
    return letter(detached(hello(), bank(issuer=pki.below(short, "Example Sub CA"), kind="p-256")))
