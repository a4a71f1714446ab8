from kit import *


def make():
    return sealed(letter(hello(), sender="Info <info@rnodern-bank.example>"), "rnodern-bank.example")


def beside():
    return dns(*answers.published("rnodern-bank.example"))
