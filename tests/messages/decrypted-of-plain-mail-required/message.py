from kit import *


def make():
    return letter(hello())


def beside():
    return {"inner.eml": detached(hello(), bank())}
