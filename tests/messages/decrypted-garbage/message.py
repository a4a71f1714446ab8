from kit import *


def make():
    return letter(encrypted(b"not encrypted"))


def beside():
    return {"inner.eml": detached(hello(), bank())}
