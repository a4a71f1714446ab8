from kit import *


def make():
    return letter(hello(), sender="\"Support (info@bank.example)\" <x@evil.example>")
