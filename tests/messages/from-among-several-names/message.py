from kit import *


def make():
    return letter(detached(hello(), person("alice@example.com",
                                           mailboxes=("a.sato@example.com", "sato@example.com", "alice@example.com"))),
                  sender=ALICE)
