from kit import *


def make():
    return sealed(letter(detached(hello(), bank())))


def beside():
    return dns(*answers.published())
