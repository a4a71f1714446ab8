from kit import *


def make():
    name = word("★Example Bank★")
    return letter(hello(), sender=f"{name} <info@evil.example>")
