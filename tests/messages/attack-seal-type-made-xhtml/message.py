from kit import *


def make():
    quoted = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Pay to 1234567</p><!-- '
    made = sealed(letter(text(f"{quoted}\nis what your friend wrote. --></html>\n")), names=("From", "To", "Subject", "Date", "Reply-To"))
    return made.replace(b"text/plain;", b"application/xhtml+xml;", 1)


def beside():
    return dns(*answers.published())
