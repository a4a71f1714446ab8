from kit import *


def make():
    return letter(opaque(hello(), bank()))
