from kit import *


def make():
    return letter(hello(), sender="\"info@bank.example\" <info@bank.example>")
