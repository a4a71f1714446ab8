from kit import *


def make():
    return letter(detached(hello(), bank()), before=[b"X-Pad: ".ljust(998, b"a")])
