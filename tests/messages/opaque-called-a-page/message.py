from kit import *


def make():
    return letter(opaque(hello(), bank()).replace(b"smime.p7m", b"invoice.html"))
