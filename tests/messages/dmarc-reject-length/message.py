from kit import *


def make():
    return sealed(letter(hello()), tags="l=20; ")


def beside():
    return dns(*answers.published(policy="v=DMARC1; p=reject"))
