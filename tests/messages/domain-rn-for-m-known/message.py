from kit import *


def make():
    return letter(hello(), sender="Info <info@rnodern-bank.example>")


def beside():
    some_days = ledger.days(6, "2026-06-08")
    used = ledger.certificate("info@rnodern-bank.example", alice(), "2026-06-08")
    return {**dns(*answers.published("rnodern-bank.example")),
            "history.jsonl": ledger.lines(*ledger.mails("info@rnodern-bank.example", some_days), used)}
