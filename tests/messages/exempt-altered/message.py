from kit import *


def make():
    return letter(detached(hello(), bank())).replace(b"June", b"July")
