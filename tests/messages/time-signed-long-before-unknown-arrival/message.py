from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), time="2026-03-01T09:00:00")))
