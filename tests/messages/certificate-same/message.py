from kit import *


def make():
    return letter(detached(hello(), bank()))


def beside():
    used = ledger.certificate("info@bank.example", bank(), "2026-03-10")
    return {"history.jsonl": ledger.lines(*ledger.mails("info@bank.example", ["2026-03-10"]), used)}
