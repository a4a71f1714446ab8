from kit import *


def make():
    return letter(encrypted(cms.enveloped_data(alice())))


def beside():
    return {"inner.eml": detached(multipart("mixed", *[text("a\n")] * 1001), bank())}
