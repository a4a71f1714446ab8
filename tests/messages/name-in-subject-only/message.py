from kit import *


def make():
    return letter(hello(), sender="Info <info@evil.example>", subject="Example Bank")
