from kit import *


def make():
    return sealed(letter(hello()), kind="rsa-2048")


def beside():
    return dns(*answers.published(kind="rsa-2048"))
