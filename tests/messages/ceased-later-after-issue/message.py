from kit import *


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(said_revoked(signer(), "2026-03-03T00:00:00", "cessation-of-operation"))
