from kit import *


def make():
    return letter(detached(hello(), bank(kind="p-256")))
