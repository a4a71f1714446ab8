from kit import *


def make():
    inner = letter(text("Hello\n"), identity="same")
    return letter(detached(forwarded(inner, " forwarded=no"), bank()), identity="same")
