from kit import *


def make():
    return letter(detached(hello(), Signer(bank(begins="2026-06-15T00:00:00"), time="2026-06-14T23:00:00")))
