from kit import *


def make():
    return letter(detached(protected("Hello\n", To="mallory@evil.example"), bank()))
