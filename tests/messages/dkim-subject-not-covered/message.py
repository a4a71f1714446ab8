from kit import *


def make():
    return sealed(letter(hello()), names=("From", "To", "Date", "Content-Type", "Content-Transfer-Encoding"))


def beside():
    return dns(*answers.published())
