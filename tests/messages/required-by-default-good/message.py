from kit import *


def make():
    return letter(detached(hello(), alice()), sender=ALICE)
