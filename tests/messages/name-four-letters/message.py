from kit import *


def make():
    return letter(hello(), sender="SMBX <info@evil.example>")
