from kit import *


def bag():
    return cms.signed_data(b"", [], detached=True, certificates=[kept_authority().der])


def signer():
    return unlinked()


def make():
    return letter(detached(hello(), signer(), certificates=[signer().der]))


def beside():
    return recorded(issuer_said(bag()))
