from kit import *


def make():
    return letter(encrypted(b"this is not encrypted data"))
