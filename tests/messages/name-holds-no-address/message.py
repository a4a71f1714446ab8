from kit import *


def make():
    return letter(hello(), sender="\"Alice @ Works\" <alice@works.example>")
