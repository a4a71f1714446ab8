from kit import *


def make():
    return letter(detached(hello(), bank(extra=(certs.unknown_critical(),))))
