from kit import *


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(said(signer(), at="2026-06-16T06:00:00"))
