from kit import *


def make():
    name = word("例示銀行株式会社 お客様サービス部 電子明細のご案内")
    return letter(detached(hello(), bank()), sender=f"{name}\r\n <info@bank.example>")
