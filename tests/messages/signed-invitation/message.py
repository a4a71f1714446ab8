from kit import *


def make():
    return letter(detached(invitation("alice@example.com", "Budget meeting"), alice()), sender=ALICE)
