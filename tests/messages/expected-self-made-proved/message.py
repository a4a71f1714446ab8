from kit import *


def make():
    return sealed(letter(detached(hello(), self_made())))


def beside():
    return dns(*answers.published())
