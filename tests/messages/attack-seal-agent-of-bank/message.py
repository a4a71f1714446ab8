from kit import *


def make():
    return sealed(letter(hello()), "evil.example", tags="i=@bank.example; ")


def beside():
    return dns(*answers.published("evil.example"), *answers.dmarc("bank.example"))
