from kit import *


def make():
    return sealed(letter(hello()), "evil.example").replace(b"s=s1", b"s=s1._domainkey.evil.example#", 1).replace(b"d=evil.example", b"d=bank.example", 1)


def beside():
    return dns(*answers.published("evil.example"), *answers.dmarc("bank.example"))
