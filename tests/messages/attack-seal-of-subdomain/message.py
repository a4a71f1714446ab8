from kit import *


def make():
    return sealed(letter(hello()), "shop.bank.example", selector="forged")


def beside():
    key = seal.record("shop.bank.example", "other")
    return dns(answers.txt("forged._domainkey.shop.bank.example", key), *answers.published())
