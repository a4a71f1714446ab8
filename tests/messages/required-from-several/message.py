from kit import *


def make():
    return letter(hello(), sender=f"{MALLORY}, {BANK}")
