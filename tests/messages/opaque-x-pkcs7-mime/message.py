from kit import *


def make():
    return letter(opaque(hello(), bank(), wrapping={"said": 'application/x-pkcs7-mime; name="smime.p7m"'}))
