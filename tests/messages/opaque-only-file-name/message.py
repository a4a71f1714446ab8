from kit import *


def make():
    return letter(opaque(hello(), bank(), wrapping={"said": 'application/octet-stream; name="smime.p7m"'}))
