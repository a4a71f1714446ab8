from kit import *


def make():
    return letter(hello())


def beside():
    rule = "v=DMARC1; p=reject"
    return dns(*answers.dmarc("bank.example"), answers.txt("_dmarc.bank.example", rule, rule + "; pct=100"))
