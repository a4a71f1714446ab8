from kit import *


def make():
    return letter(detached(hello(), Signer(last_year())))


def beside():
    return dns(*answers.dmarc("bank.example"), answers.smimea("info@bank.example", last_year()))
