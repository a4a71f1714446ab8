from kit import *


def make():
    return letter(detached(hello(), bank())).replace(b"statement", b"STATEMENT")


def beside():
    return ledger.on_record(make(), bank())
