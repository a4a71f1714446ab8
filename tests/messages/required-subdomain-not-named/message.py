from kit import *


def make():
    return letter(hello(), sender="info@mail.bank.example")
