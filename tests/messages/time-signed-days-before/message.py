from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), time="2026-06-09T09:00:00")))
