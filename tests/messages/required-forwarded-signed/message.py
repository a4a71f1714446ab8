from kit import *


def make():
    return letter(multipart("mixed", text("See below.\n"), forwarded(letter(detached(hello(), bank())))))
