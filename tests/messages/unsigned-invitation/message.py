from kit import *


def make():
    return letter(invitation("alice@example.com", "Budget meeting"), sender=ALICE)
