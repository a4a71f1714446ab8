from kit import *


def make():
    message = sealed(letter(hello()))
    return b"Subject: Your account is blocked\r\n" + message


def beside():
    return dns(answers.failed("dns", "TXT s1._domainkey.bank.example"), *answers.dmarc("bank.example"))
