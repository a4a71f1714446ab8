from kit import *


def make():
    return sealed(letter(hello())).replace(b"Notice", b"Urgent notice")


def beside():
    return dns(*answers.published())
