from kit import *


def make():
    return letter(hello(), before=[dkim("old.bank.example"), dkim("bank.example")])


def beside():
    return dns(answers.failed("dns", "TXT s1._domainkey.old.bank.example", "SERVFAIL"),
               answers.failed("dns", "TXT s1._domainkey.bank.example"), *answers.dmarc("bank.example"))
