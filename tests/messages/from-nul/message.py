from kit import *


def make():
    return letter(detached(hello(), alice()), sender=b"From: Alice <alice@example.com\0.evil.example>")
