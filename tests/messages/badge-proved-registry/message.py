from kit import *


def make():
    return sealed(letter(hello()))


def beside():
    return dns(*answers.published())
