from kit import *


def make():
    inner = letter(detached(hello(), bank()))
    return letter(multipart("mixed", text("Please pay to the new account.\n"), forwarded(inner)))
