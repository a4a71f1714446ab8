from kit import *


def make():
    return letter(hello(), sender="postmaster@bank.example")
