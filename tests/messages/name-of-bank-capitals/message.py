from kit import *


def make():
    return letter(hello(), sender="EXAMPLE BANK <info@evil.example>")
