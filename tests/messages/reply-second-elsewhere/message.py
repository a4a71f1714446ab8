from kit import *


def make():
    return letter(detached(hello(), bank()), after=["Reply-To: help@mail.bank.example, mallory@evil.example"])
