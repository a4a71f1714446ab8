from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), time="2026-06-07T08:59:00")))
