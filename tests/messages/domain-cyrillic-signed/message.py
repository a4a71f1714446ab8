from kit import *


def make():
    return letter(detached(hello(), person("info@rnodern-bank.example")), sender="Info <info@rnodern-bank.example>")
