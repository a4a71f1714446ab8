from kit import *


def make():
    return sealed(letter(encrypted(cms.enveloped_data(alice()))))


def beside():
    return {**dns(*answers.published()), "inner.eml": detached(hello(), bank())}
