from kit import *


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(revocation.line("crl", LIST_PLACE, b"<html>Not found</html>"))
