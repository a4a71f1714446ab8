from kit import *


def make():
    return letter(detached(hello(), bank()), after=["Reply-To: mallory\uff20evil.example"])
