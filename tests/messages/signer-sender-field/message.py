from kit import *


def make():
    return letter(detached(hello(), mallory()), after=["Sender: mallory@evil.example"])
