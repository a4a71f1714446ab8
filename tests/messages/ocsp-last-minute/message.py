from kit import *


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(said(signer(), at="2026-06-08T09:01:00", until="2026-06-15T09:01:00"))
