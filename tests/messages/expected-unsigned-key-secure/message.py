from kit import *


def make():
    return sealed(letter(hello()))


def beside():
    key = answers.key("bank.example") | {"dnssec": "secure"}
    return dns(key, *answers.dmarc("bank.example"))
