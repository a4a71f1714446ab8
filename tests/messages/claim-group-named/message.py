from kit import *


def make():
    return letter(hello(), sender='"Example Bank": x@evil.example;')
