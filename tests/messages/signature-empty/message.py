from kit import *


def make():
    return letter(detached_entity(hello(), b""))
