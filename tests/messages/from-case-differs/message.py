from kit import *


def make():
    return letter(detached(hello(), person("Alice@example.com")), sender=ALICE)
