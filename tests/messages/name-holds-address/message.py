from kit import *


def make():
    return letter(hello(), sender="\"info@bank.example\" <x@evil.example>")
