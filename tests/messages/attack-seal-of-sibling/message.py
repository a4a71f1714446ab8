from kit import *


def make():
    return sealed(letter(hello(), sender="Example Bank <info@bank.co.jp>"), "evil.co.jp")


def beside():
    return dns(*answers.published("evil.co.jp"), *answers.published("bank.co.jp"))
