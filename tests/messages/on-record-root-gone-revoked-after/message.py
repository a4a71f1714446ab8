from kit import *


def make():
    return letter(detached(hello(), listed()))


def beside():
    later = revocation.List(pki.intermediate(), (revocation.Entry(listed(), LATER),), at="2026-06-20T06:00:00")
    return {"given.crl": later.der(), **ledger.on_record(make(), listed())}
