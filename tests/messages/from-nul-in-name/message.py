from kit import *


def make():
    return letter(detached(hello(), alice()), sender=b"From: Al\0ice <alice@example.com>")
