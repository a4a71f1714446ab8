from kit import *


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_with_changes(signer(), at="2026-06-01", until="2026-06-08"),
                    changes(signer()))
