from kit import *


def make():
    return sealed(letter(hello()), kind="rsa-768")


def beside():
    return dns(*answers.published(kind="rsa-768"))
