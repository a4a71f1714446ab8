from kit import *


def make():
    return letter(encrypted(cms.enveloped_data(alice())))


def beside():
    return {"inner.eml": multipart("mixed", text("See below.\n"), forwarded(letter(detached(hello(), bank()))))}
