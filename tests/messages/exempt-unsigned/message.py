from kit import *


def make():
    return letter(hello(), sender="staff@bank.example")
