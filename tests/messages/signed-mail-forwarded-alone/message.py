from kit import *


def make():
    return letter(forwarded(letter(detached(hello(), bank()))), sender=ALICE, subject="Fwd: Notice")
