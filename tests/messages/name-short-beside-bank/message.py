from kit import *


def make():
    return letter(hello(), sender="SMB Bank <info@evil.example>")
