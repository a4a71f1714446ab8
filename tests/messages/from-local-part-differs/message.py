from kit import *


def make():
    return letter(detached(hello(), person("alicf@example.com")), sender=ALICE)
