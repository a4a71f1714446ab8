from kit import *


def make():
    return letter(detached(hello(), bank())).replace(b"June", b"July")


def beside():
    return dns(*answers.dmarc("bank.example"), answers.smimea("info@bank.example", bank()))
