from kit import *


def make():
    return letter(encrypted(cms.enveloped_data(alice())))


def beside():
    return {"inner.eml": multipart("mixed", text("Pay to account 4711.\n"), detached(hello(), bank()), text("Now.\n"))}
