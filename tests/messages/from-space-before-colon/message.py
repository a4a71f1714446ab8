from kit import *


def make():
    return letter(detached(hello(), alice()), sender=b"From : Alice Sato <alice@example.com>")
