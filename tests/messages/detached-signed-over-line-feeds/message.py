from kit import *


def make():
    return letter(detached(with_line_feeds(hello()), bank()))
