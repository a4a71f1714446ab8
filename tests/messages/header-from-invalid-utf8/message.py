from kit import *


def make():
    return letter(detached(hello(), alice()), sender=b"From: Al\xe9ice <alice@example.com>")
