from kit import *


def make():
    return letter(hello(), sender="SMB <info@evil.example>")
