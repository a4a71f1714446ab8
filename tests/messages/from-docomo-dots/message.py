from kit import *


def make():
    return letter(detached(hello(), person("a..b.@docomo.example")), sender="a..b.@docomo.example")
