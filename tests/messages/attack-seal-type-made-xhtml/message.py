from kit import *


def make():
    quoted = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Pay to 1234567</p><!-- '
    return untyped(text(f"{quoted}\nis what your friend wrote. --></html>\n"), b"text/plain;", b"application/xhtml+xml;")


def beside():
    return dns(*answers.published())
