from kit import *


def make():
    return letter(hello(), sender=f"{word('例示銀行からのお知らせ')} <info@evil.example>")
