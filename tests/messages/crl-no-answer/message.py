from kit import *


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(revocation.list_line(LIST_PLACE, detail="timeout"))
