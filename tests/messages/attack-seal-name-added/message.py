from kit import *


def make():
    return sealed(letter(hello()), names=("From", "To", "Subject", "Date", "Reply-To")).replace(b"text/plain;", b"text/plain; name=\"Your account was closed.txt\";", 1)


def beside():
    return dns(*answers.published())
