from kit import *


def make():
    return letter(detached(hello(), alice()), sender="Alice <@relay.example:alice@example.com>")
