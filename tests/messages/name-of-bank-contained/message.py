from kit import *


def make():
    return letter(hello(), sender="Example Bank Customer Desk <info@evil.example>")
