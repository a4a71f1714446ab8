from kit import *


def make():
    return letter(hello())


def beside():
    some_days = ledger.days(20, "2026-06-12", 1)
    honest = (sealed(letter(text(f"News {number}\n"))) for number in range(10))
    return {**dns(*answers.published()), "history.jsonl": ledger.lines(*ledger.mails("info@bank.example", some_days)),
            **{f"earlier-{number:03}.eml": one for number, one in enumerate(honest)}}
