from kit import *


def make():
    return letter(detached(hello(), mallory()), sender="Info <info@rnodern-bank.example>")
