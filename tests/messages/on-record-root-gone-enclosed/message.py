from kit import *


def make():
    return letter(detached(hello(), bank(), more=[pki.root()]))


def beside():
    return ledger.on_record(make(), bank())
