from kit import *


def make():
    return letter(hello())


def beside():
    some_days = ledger.days(29, "2026-06-12", 1)
    return {"history.jsonl": ledger.lines(
        *ledger.mails("info@bank.example", some_days[:20]), *ledger.mails("info@bank.example", some_days[20:],
                                                                          "unsigned"))}
