from kit import *


def stranger():
    return mallory(ocsp=RESPONDER)


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer(), stranger()))


def beside():
    return recorded(said(signer()), said_revoked(stranger()))
