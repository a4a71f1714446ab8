from kit import *


def make():
    return sealed(letter(hello()), "mybank.example")


def beside():
    return dns(*answers.published(), *answers.published("mybank.example"))
