from kit import *


def make():
    return sealed(letter(hello()))


def beside():
    key = answers.txt("s1._domainkey.bank.example", seal.record("bank.example"), dnssec="secure")
    return dns(key, *answers.dmarc("bank.example"))
