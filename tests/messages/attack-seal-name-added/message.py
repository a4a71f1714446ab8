from kit import *


def make():
    return untyped(hello(), b"text/plain;", b"text/plain; name=\"Your account was closed.txt\";")


def beside():
    return dns(*answers.published())
