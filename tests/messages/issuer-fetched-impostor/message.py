from kit import *


def impostor():
    return pki.authority("impostor G6", kept_authority().subject, pki.root(), "rsa-2048")


def signer():
    return unlinked()


def make():
    return letter(detached(hello(), signer(), certificates=[signer().der]))


def beside():
    return recorded(issuer_said(impostor().der))
