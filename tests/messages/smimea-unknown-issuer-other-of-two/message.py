from kit import *


def named():
    return pki.self_made("Example Bank of the Elsewhere")


def other():
    return self_made()


def make():
    return letter(detached(hello(), named(), other()))


def beside():
    first = answers.smimea("info@bank.example", named())
    second = answers.smimea("info@bank.example", other(), usage=1)
    return dns(*answers.dmarc("bank.example"), {**first, "records": first["records"] + second["records"]})
