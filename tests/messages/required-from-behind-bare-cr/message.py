from kit import *


def make():
    return letter(hello(), before=[b"X-A: b\rFrom: " + BANK.encode()], sender=MALLORY)
