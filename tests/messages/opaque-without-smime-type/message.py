from kit import *


def make():
    return letter(opaque(hello(), bank(), wrapping={"said": 'application/pkcs7-mime; name="smime.p7m"'}))
