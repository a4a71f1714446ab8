from kit import *


def make():
    return sealed(letter(hello(), sender='"info@bank.example" <info@shop.example>'), "shop.example")


def beside():
    return dns(*answers.published("shop.example"))
