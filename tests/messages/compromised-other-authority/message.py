from kit import *


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_revoked(signer(), "2026-06-18T09:00:00", "aa-compromise", at=LATER))
