from kit import *


def make():
    return letter(multipart("mixed", detached(hello(), bank()), text("footer\n")))
