from kit import *


def make():
    return sealed(letter(hello(), sender="Info <info@exampelbank.test>"), "exampelbank.test")


def beside():
    return dns(*answers.published("exampelbank.test"))
