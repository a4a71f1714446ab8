from kit import *


def make():
    unknown = Signer(bank(kind="p-256"), algorithm=der.seq(der.oid("1.3.6.1.4.1.55555.9")))
    return letter(detached(hello(), bank(), unknown))
