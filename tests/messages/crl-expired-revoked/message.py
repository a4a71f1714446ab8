from kit import *


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_revoked(signer(), at="2026-06-11", until="2026-06-14"))
