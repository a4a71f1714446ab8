from kit import *


def make():
    return letter(hello())


def beside():
    return {"history.jsonl": ledger.lines(
        *ledger.mails("info@bank.example", ledger.days(20, "2025-12-01", 1)),
        *(ledger.mail("info@bank.example", "2026-06-10", "shown", number) for number in range(200)))}
