from kit import *


def make():
    return letter(detached(hello(), mallory()), after=["Reply-To: mallory@evil.example"])
