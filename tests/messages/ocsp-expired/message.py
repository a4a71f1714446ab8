from kit import *


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(said(signer(), at="2026-06-07T06:00:00", until="2026-06-14T06:00:00"))
