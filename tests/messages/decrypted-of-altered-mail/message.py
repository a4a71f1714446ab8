from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), signs=b"other")))


def beside():
    return {"inner.eml": detached(hello(), bank())}
