from kit import *


def make():
    return letter(detached(hello(), self_made()))


def beside():
    some_days = ledger.days(20, "2026-06-12", 1)
    unsigned = some_days[5:5]
    return {"history.jsonl": ledger.lines(
        *ledger.mails("info@bank.example", [day for day in some_days if day not in unsigned]),
        *ledger.mails("info@bank.example", unsigned, "unsigned"))}
