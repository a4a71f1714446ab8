from kit import *


def make():
    return sealed(letter(hello(), sender="Example Bank <info@bank.co.jp>"), "co.jp")


def beside():
    return dns(*answers.published("co.jp", None), *answers.published("bank.co.jp"))
