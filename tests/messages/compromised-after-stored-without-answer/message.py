from kit import *


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    seen = ledger.mail("info@bank.example", "2026-06-15") | {
        "sha256": hashlib.sha256(make()).hexdigest(), "certificate": hashlib.sha256(signer().der).hexdigest(),
        "revocation_known": False}
    return {"history.jsonl": ledger.lines(seen),
            **recorded(said_revoked(signer(), "2026-06-18T09:00:00", "key-compromise", at=LATER))}
