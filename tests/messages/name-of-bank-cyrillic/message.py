from kit import *


def make():
    name = word("Ехample Bank")
    return letter(hello(), sender=f"{name} <info@evil.example>")
