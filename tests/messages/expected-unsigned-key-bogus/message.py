from kit import *


def make():
    return sealed(letter(hello()))


def beside():
    key = answers.failed("dns", "TXT s1._domainkey.bank.example", "bogus", dnssec="bogus")
    return dns(key, *answers.dmarc("bank.example"))
