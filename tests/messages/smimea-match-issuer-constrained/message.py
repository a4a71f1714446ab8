from kit import *


def make():
    return letter(detached(hello(), bank()))


def beside():
    return dns(*answers.dmarc("bank.example"), answers.smimea("info@bank.example", bank(), usage=1))
