from kit import *


def make():
    return letter(detached(hello(), bank()))


def beside():
    seen = ledger.mail("info@bank.example", "2026-06-15") | {
        "certificate": hashlib.sha256(bank().der).hexdigest(), "revocation_known": True, "sha256": "0" * 64}
    return {"history.jsonl": ledger.lines(seen)}
