from kit import *


def make():
    return sealed(letter(hello(), sender='"alice@example.com"@shop.example'), "shop.example")


def beside():
    return dns(*answers.published("shop.example"))
