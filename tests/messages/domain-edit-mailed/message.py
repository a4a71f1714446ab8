from kit import *


def make():
    return letter(hello(), sender="Info <info@exampelbank.test>")


def beside():
    mails = ledger.mails("info@exampelbank.test", ledger.days(6, "2026-06-08"), "unsigned")
    return {**dns(*answers.published("exampelbank.test")), "history.jsonl": ledger.lines(*mails)}
