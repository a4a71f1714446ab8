from kit import *


def make():
    made = detached(hello(), bank())
    return letter(made.replace(b"smime.p7s", b"electronic-signature.p7s"))
