from kit import *


def make():
    made = detached(hello(), bank())
    return letter(made.replace(b'filename="smime.p7s"', b"filename*=utf-8''invoice.html; filename=smime.p7s"))
