from kit import *


def make():
    return letter(detached(hello(), bank(ends="2026-06-15T09:00:00")))
