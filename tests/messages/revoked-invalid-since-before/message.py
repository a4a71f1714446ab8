from kit import *
from revocation import Entry


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    entry = Entry(signer(), "2026-06-18T09:00:00", invalid_since="2026-06-01T00:00:00")
    return recorded(list_said(signer(), entry, at=LATER))
