from kit import *


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(answered(signer(), by=delegate(begins="2026-06-15T08:00:00")))
