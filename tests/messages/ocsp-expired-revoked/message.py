from kit import *


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(said_revoked(signer(), "2026-06-01", at="2026-06-02", until="2026-06-09"))
