from kit import *


def make():
    return sealed(letter(hello()),
                  names=("From", "To", "Date", "Subject", "Content-Type", "Content-Transfer-Encoding"))


def beside():
    return dns(*answers.published())
