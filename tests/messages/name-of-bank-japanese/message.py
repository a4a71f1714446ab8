from kit import *


def make():
    return letter(hello(), sender=f"{word('株式会社例示銀行')} <info@evil.example>")
