from kit import *


def make():
    return letter(detached(hello(), mallory()))


def beside():
    return {"inner.eml": detached(hello(), bank())}
