from kit import *


def make():
    return sealed(letter(hello(), sender="Info <info@rnodern-bank.example>"), "rnodern-bank.example")


def beside():
    mails = ledger.mails("info@rnodern-bank.example", ledger.days(6, "2026-06-08"), "unsigned")
    return {**dns(*answers.published("rnodern-bank.example")), "history.jsonl": ledger.lines(*mails)}
