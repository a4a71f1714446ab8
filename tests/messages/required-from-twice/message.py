from kit import *


def make():
    return letter(hello(), sender=MALLORY, after=[f"From: {BANK}"])
