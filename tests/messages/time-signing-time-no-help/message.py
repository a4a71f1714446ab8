from kit import *


def make():
    return letter(detached(hello(), Signer(bank(ends="2026-06-14T00:00:00"), time="2026-06-13T09:00:00")))
