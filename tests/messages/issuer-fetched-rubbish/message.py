from kit import *


def signer():
    return unlinked()


def make():
    return letter(detached(hello(), signer(), certificates=[signer().der]))


def beside():
    return recorded(issuer_said(b"<html>Not found</html>"))
