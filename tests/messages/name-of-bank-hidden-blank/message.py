from kit import *


def make():
    name = word("Example\u3164Bank")
    return letter(hello(), sender=f"{name} <info@evil.example>")
