from kit import *


def make():
    return letter(detached(hello(), bank()), after=["Reply-To: info@evil.example"])
