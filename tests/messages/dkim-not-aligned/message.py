from kit import *


def make():
    return sealed(letter(hello()), "mailer.test")


def beside():
    return dns(*answers.published(), *answers.published("mailer.test"))
