from kit import *


def make():
    return sealed(letter(hello())).replace(b"June", b"July")


def beside():
    return dns(*answers.published())
