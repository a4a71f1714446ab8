from kit import *


def make():
    return letter(hello())


def beside():
    return dns(*answers.dmarc("bank.example", "v=DMARC1; p=reject"))
