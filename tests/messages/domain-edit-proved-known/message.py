from kit import *


def make():
    return sealed(letter(hello(), sender="Info <info@exampelbank.test>"), "exampelbank.test")


def beside():
    some_days = ledger.days(6, "2026-06-08")
    used = ledger.certificate("info@exampelbank.test", alice(), "2026-06-08")
    return {**dns(*answers.published("exampelbank.test")),
            "history.jsonl": ledger.lines(*ledger.mails("info@exampelbank.test", some_days), used)}
