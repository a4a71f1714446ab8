from kit import *


def make():
    pad = b"X-Pad: ".ljust(8191, b"a")
    return letter(detached(hello(), mallory()), sender=MALLORY, before=[pad + f"From: {BANK}".encode()])
