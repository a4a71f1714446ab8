from kit import *


def make():
    return letter(hello(), sender="Example Bank Trust <info@trust.example>")
