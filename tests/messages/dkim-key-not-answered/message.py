from kit import *


def make():
    return sealed(letter(hello()))


def beside():
    return dns(answers.failed("dns", "TXT s1._domainkey.bank.example"),
               *answers.dmarc("bank.example", "v=DMARC1; p=reject"))
