from kit import *


def make():
    return letter(hello())


def beside():
    some_days = ledger.days(20, "2026-06-12", 1)
    forged = (letter(text(f"Pay {number}\n")) for number in range(200))
    return {"history.jsonl": ledger.lines(*ledger.mails("info@bank.example", some_days)),
            **{f"earlier-{number:03}.eml": one for number, one in enumerate(forged)}}
