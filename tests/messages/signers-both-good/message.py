from kit import *


def make():
    return letter(detached(hello(), bank(), bank(kind="p-256")))
