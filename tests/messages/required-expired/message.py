from kit import *


def make():
    return letter(detached(hello(), bank(ends="2026-05-31T00:00:00")))
