from kit import *


def make():
    return letter(detached(hello(), bank()), after=["this line is no field"])
