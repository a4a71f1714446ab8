from kit import *


def make():
    return letter(encrypted(cms.enveloped_data(alice())))


def beside():
    return {"inner.eml": detached(hello(), bank()).replace(2 * CRLF, CRLF + b"Content-Type: text/html" + 2 * CRLF, 1)}
