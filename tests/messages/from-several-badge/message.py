from kit import *


def make():
    return sealed(letter(hello(), sender="Example Bank <info@bank.example>, Alice <alice@example.com>"))


def beside():
    return dns(*answers.published(), *answers.dmarc("example.com"))
