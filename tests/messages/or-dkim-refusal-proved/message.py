from kit import *


def make():
    return sealed(letter(hello()))


def beside():
    return dns(*answers.published(policy="v=DMARC1; p=reject"))
