from kit import *


def make():
    return letter(hello(), sender="Bank: info@bank.example;")
