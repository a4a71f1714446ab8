from kit import *


def make():
    return letter(hello(), before=[f"From: {MALLORY}", *["X-A: b"] * 2001])
