from kit import *


def make():
    inner = letter(text("Hello\n"), identity="same", sender=MALLORY)
    return letter(detached(forwarded(inner, " forwarded=no"), bank()), identity="same")
