from kit import *


def make():
    return letter(hello(), before=[server_says(*FAILED)])
