from kit import *


def make():
    return letter(detached(hello(), bank()))


def beside():
    used = ledger.certificate("info@bank.example", bank(begins="2025-10-01", ends="2026-12-31T23:59:59"),
                              "2026-03-10")
    return {"history.jsonl": ledger.lines(*ledger.mails("info@bank.example", ["2026-03-10"]), used)}
