from kit import *


def make():
    return letter(detached(hello(), bank()))


def beside():
    return ledger.on_record(make(), bank(), revocation_known=False)
