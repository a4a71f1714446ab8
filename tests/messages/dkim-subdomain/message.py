from kit import *


def make():
    return sealed(letter(hello()), "out.bank.example")


def beside():
    return dns(*answers.published("out.bank.example", None), *answers.published())
