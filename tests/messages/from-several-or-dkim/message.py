from kit import *


def make():
    return sealed(letter(hello(), sender="Alice <alice@example.com>, Example Bank <info@bank.example>"))


def beside():
    return dns(*answers.published(), *answers.dmarc("example.com"))
