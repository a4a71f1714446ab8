from kit import *


def make():
    return letter(hello(), sender="alice@example.com, bob@example.com")
