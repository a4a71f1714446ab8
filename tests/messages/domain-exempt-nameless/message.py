from kit import *


def make():
    return letter(hello(), sender="Info <info@rnodern-bank.example>")
