from kit import *


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer(), more=[list_authority()]))


def beside():
    return elsewhere_said()
