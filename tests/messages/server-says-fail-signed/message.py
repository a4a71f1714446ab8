from kit import *


def make():
    return letter(detached(hello(), bank()), before=[server_says(*FAILED)])
