from kit import *


def make():
    return letter(hello(), before=[server_says("dmarc=fail header.from=bank.example policy.dmarc=reject")])


def beside():
    return dns(*answers.dmarc("bank.example", None))
