from kit import *


def make():
    return letter(hello(), before=[server_says("dmarc=fail header.from=bank.example")])


def beside():
    return dns(*answers.dmarc("bank.example", None))
