from kit import *


def make():
    return letter(hello())


def beside():
    some_days = ["2026-06-11", "2026-06-12"]
    mails = (ledger.mail("info@bank.example", day, number=number) for day in some_days for number in range(3))
    return {"history.jsonl": ledger.lines(*mails)}
