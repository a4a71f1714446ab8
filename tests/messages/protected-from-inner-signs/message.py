from kit import *


def make():
    return letter(detached(protected("Hello\n", From="Mallory <mallory@evil.example>"), mallory()))
