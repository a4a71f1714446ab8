from kit import *


def make():
    return letter(detached(hello(), bank(), shape={"more_parts": (text("Please pay to the new account.\n"),)}))
