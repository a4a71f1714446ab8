from kit import *


def make():
    return letter(detached(hello(), bank(begins="2026-06-15T09:00:01")))
