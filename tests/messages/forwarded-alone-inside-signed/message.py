from kit import *


def make():
    inner = letter(text("Hello\n"), sender=BANK)
    return letter(detached(forwarded(inner), alice()), sender=ALICE, subject="Fwd: Hello")
