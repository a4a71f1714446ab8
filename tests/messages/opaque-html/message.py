from kit import *


def make():
    return letter(opaque(alternative("Hello\n", "<p>Hello</p>\n"), bank()))
