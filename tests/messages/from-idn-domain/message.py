from kit import *


def make():
    return letter(detached(hello(), person("sato@xn--fsq192h.example")), sender="sato@例示.example")
