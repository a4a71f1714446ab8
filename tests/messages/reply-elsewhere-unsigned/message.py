from kit import *


def make():
    return letter(hello(), after=["Reply-To: info@evil.example"])
