from kit import *


def make():
    return sealed(letter(hello()))


def beside():
    some_days = ledger.days(20, "2026-06-12", 1)
    record = ledger.lines(*ledger.mails("info@bank.example", some_days))
    return {**dns(*answers.published()), "history.jsonl": record}
