from kit import *


def make():
    return letter(opaque_entity(cms.enveloped_data(alice()), 'application/pkcs7-mime; smime-type=enveloped-data; name="invoice.html"', file_name="invoice.html"))


def beside():
    return {"inner.eml": detached(hello(), bank())}
