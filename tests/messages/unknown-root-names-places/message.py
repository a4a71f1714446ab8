from kit import *


def signer():
    return bank(issuer=pki.unknown_root(), kind="p-256", ocsp=RESPONDER, crl=LIST_PLACE)


def make():
    return letter(detached(hello(), signer(), more=[pki.unknown_root()]))


def beside():
    return recorded(said(signer()))
