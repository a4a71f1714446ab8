from kit import *


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_said(signer(), digest="sha1"))
