from kit import *


def make():
    return letter(hello(), sender=f"{word('Info ‮knab‬')} <info@garden.test>")
