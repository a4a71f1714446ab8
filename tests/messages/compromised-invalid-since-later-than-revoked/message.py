from kit import *
from revocation import Entry


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    entry = Entry(signer(), "2026-06-14T09:00:00", "key-compromise", "2026-06-16T00:00:00")
    return recorded(list_said(signer(), entry, at=LATER))
