from kit import *


def make():
    return letter(hello(), sender="Example Bank <info@bank.example>, Alice <alice@example.com>")
