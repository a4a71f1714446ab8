from kit import *


def other():
    return asked(kind="p-256")


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer(), other()))


def beside():
    return recorded(said_revoked(signer(), "2026-06-18T09:00:00", at=LATER), said(other(), at=LATER))
