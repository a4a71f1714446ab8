from kit import *


def make():
    return letter(detached(hello(), alice()), sender=ALICE, after=["List-Post: <mailto:mallory@evil.example>"])
