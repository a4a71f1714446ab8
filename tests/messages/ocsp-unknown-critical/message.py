from kit import *


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(answered(signer(), extra=(certs.unknown_critical(),)))
