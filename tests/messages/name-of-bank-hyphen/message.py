from kit import *


def make():
    return letter(hello(), sender="Example-Bank <info@evil.example>")
