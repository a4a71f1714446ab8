from kit import *


def make():
    return letter(detached(hello(), mallory()), sender="Example Bank <info@evil.example>")
