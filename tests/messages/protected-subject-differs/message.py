from kit import *


def make():
    return letter(detached(protected("Hello\n"), bank()), subject="Your account was closed")
