from kit import *


def make():
    return letter(detached(hello(), alice()), sender="alice@example.com, mallory@evil.example")
