from kit import *


def make():
    return letter(detached(hello(), bank()))


def beside():
    record = answers.smimea("info@bank.example", bank())
    return dns(*answers.dmarc("bank.example"), answers.failed("dns", record["question"], "bogus", dnssec="bogus"))
