from kit import *


def make():
    return letter(detached(hello(), self_made()))


def beside():
    return dns(*answers.dmarc("bank.example"), answers.smimea("info@bank.example", self_made(), usage=1))
