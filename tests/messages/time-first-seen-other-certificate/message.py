from kit import *


def make():
    return letter(detached(hello(), bank()))


def beside():
    seen = ledger.mail("info@bank.example", "2026-06-15") | {
        "sha256": hashlib.sha256(make()).hexdigest(), "certificate": hashlib.sha256(alice().der).hexdigest()}
    return {"history.jsonl": ledger.lines(seen)}
