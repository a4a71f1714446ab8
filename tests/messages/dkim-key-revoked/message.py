from kit import *


def make():
    return sealed(letter(hello()))


def beside():
    return dns(answers.txt("s1._domainkey.bank.example", "v=DKIM1; k=ed25519; p="), *answers.dmarc("bank.example"))
