from kit import *


def make():
    return sealed(letter(hello()), "evil.example").replace(b"d=evil.example", b"d=bank.example\0.evil.example", 1)


def beside():
    return dns(*answers.published("evil.example"), *answers.dmarc("bank.example"))
