from kit import *


def make():
    quoted = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80"><text y="40">Pay to 1234567</text><!-- '
    return untyped(text(f"{quoted}\nis what your friend wrote. --></svg>\n"), b"text/plain;", b"image/svg+xml;")


def beside():
    return dns(*answers.published())
