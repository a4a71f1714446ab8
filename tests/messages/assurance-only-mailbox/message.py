from kit import *


def make():
    return letter(detached(hello(), person("info@bank.example")))
