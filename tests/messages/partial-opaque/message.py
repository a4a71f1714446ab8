from kit import *


def make():
    return letter(multipart("mixed", text("Please pay to the new account.\n"), opaque(hello(), bank())))
