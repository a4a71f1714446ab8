from kit import *


def make():
    return letter(encrypted(cms.auth_enveloped_data(alice())))


def beside():
    return {"inner.eml": detached(hello(), bank())}
