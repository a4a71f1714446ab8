from kit import *


def make():
    return letter(hello())


def beside():
    return dns(answers.failed("dns", "TXT _dmarc.bank.example"), answers.no_name("TXT _dmarc.example"))
