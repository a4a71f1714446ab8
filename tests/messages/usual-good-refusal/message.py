from kit import *


def make():
    return letter(detached(hello(), bank()))


def beside():
    return dns(*answers.published(policy="v=DMARC1; p=reject"))
