from kit import *


def make():
    return letter(hello(), sender="News <news@bank.example>, Example Bank <info@bank.example>")
