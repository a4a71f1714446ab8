from kit import *


def make():
    name = word("info@ba\u200bnk.example")
    return letter(hello(), sender=f"{name} <info@evil.example>")
