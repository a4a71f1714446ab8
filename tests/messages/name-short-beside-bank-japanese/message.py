from kit import *


def make():
    return letter(hello(), sender=f"{word('SMB銀行')} <info@evil.example>")
