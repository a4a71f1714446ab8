from kit import *


def make():
    return letter(encrypted(cms.signed_data(hello(), [bank()], detached=False)))


def beside():
    return {"inner.eml": detached(hello(), bank())}
