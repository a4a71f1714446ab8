from kit import *


def signer():
    return listed_elsewhere()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return elsewhere_said()
