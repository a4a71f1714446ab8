from kit import *


def named():
    return self_made()


def other():
    return pki.self_made("Example Bank of the Elsewhere")


def make():
    return letter(detached(hello(), named(), other()))


def beside():
    first = answers.smimea("info@bank.example", named())
    second = answers.smimea("info@bank.example", other(), usage=3)
    return dns(*answers.dmarc("bank.example"), {**first, "records": first["records"] + second["records"]})
