from kit import *


def make():
    return sealed(letter(detached(hello(), bank()), identity="second"))


def beside():
    first = sealed(letter(detached(hello(), bank()), identity="first"))
    return {**dns(*answers.published()), "earlier.eml": first}
