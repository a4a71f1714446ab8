from kit import *


def make():
    return letter(hello(), sender=f"{word('info＠bank.example')} <x@evil.example>")
