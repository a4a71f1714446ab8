from kit import *


def make():
    return with_line_feeds(letter(opaque(hello(), bank())))
