from kit import *


def make():
    return letter(hello(), sender='Example Bank: "Support" <x@evil.example>;')
