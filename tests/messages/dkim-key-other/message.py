from kit import *


def make():
    return sealed(letter(hello()))


def beside():
    other = seal.record("bank.example", "s2")
    return dns(answers.txt("s1._domainkey.bank.example", other), *answers.dmarc("bank.example"))
