from kit import *


def make():
    return letter(detached(hello(), bank(kind="rsa-1024")))
