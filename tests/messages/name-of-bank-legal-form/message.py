from kit import *


def make():
    return letter(hello(), sender="\"Example Bank, Inc.\" <info@evil.example>")
