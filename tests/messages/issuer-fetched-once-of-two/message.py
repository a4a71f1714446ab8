from kit import *

UPPER = "http://aia.ca.example/g7.cer"


def upper():
    return pki.below(pki.root(), "Example Trust CA G7", "rsa-2048")


def lower():
    return kept_authority(upper(), extra=(issuer_at(UPPER),))


def signer():
    return unlinked(issuer=lower())


def make():
    return letter(detached(hello(), signer(), certificates=[signer().der]))


def beside():
    return recorded(issuer_said(lower().der))
