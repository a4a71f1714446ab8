from kit import *


def make():
    issuer = mallory(kind="p-256")
    return letter(detached(hello(), bank(issuer=issuer, kind="p-256")))
