from kit import *


def make():
    return letter(detached(hello(), bank(), change=lambda made: made[:-40]))
