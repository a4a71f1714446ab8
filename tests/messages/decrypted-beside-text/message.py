from kit import *


def make():
    return letter(multipart("mixed", hello(), encrypted(cms.enveloped_data(alice()))))


def beside():
    return {"inner.eml": detached(hello(), bank())}
