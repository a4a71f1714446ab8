from kit import *


def make():
    return sealed(letter(hello(), sender="Example Bank <info@evil.example>"), "evil.example")


def beside():
    return dns(*answers.published("evil.example"))
