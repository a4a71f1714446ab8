from kit import *


def make():
    return letter(hello(), sender="Example Bank <info@news.bank.example>")


def beside():
    return dns(*answers.dmarc("news.bank.example", None),
               *answers.dmarc("bank.example", "v=DMARC1; p=none; sp=reject"))
