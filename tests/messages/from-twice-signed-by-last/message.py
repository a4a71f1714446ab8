from kit import *


def make():
    return letter(detached(hello(), mallory()), sender=ALICE, after=["From: mallory@evil.example"])
