from kit import *


def make():
    return letter(hello(), sender=f"Example Bank <info+{'a' * 1100}@bank.example>")
