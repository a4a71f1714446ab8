from kit import *


def make():
    name = word("क्\u200dष")
    return letter(hello(), sender=f"{name} <info@evil.example>")
