from kit import *


def make():
    return letter(opaque_entity(cms.enveloped_data(alice()), 'application/pkcs7-mime; name="smime.p7m"'))


def beside():
    return {"inner.eml": detached(hello(), bank())}
