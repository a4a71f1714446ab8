from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), algorithm=der.seq(der.oid("1.3.6.1.4.1.55555.9")))))
