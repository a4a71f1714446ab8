from kit import *


def make():
    return letter(detached(hello(), bank()), subject="Notice\rFrom: mallory@evil.example")
