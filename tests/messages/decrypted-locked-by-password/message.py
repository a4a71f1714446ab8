from kit import *


def make():
    return letter(encrypted(cms.encrypted_data()))


def beside():
    return {"inner.eml": detached(hello(), bank())}
