from kit import *


def make():
    return letter(hello(), sender="Example Bakery <info@evil.example>")
