from kit import *


def make():
    return letter(detached(hello(), bank()))


def beside():
    old, new = (answers.smimea("info@bank.example", one) for one in (last_year(), bank()))
    return dns(*answers.dmarc("bank.example"), {**new, "records": old["records"] + new["records"]})
