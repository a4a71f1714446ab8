from kit import *


def make():
    return letter(detached(hello(), bank(issuer=pki.expired_root(), kind="p-256")))
