from kit import *


def make():
    return letter(encrypted(cms.enveloped_data(alice())))


def beside():
    return {"inner.eml": detached(hello(), bank())}
