from kit import *


def make():
    inner = letter(detached(hello(), bank()))
    return letter(multipart("mixed", text("See below.\n"), forwarded(inner)), sender=ALICE, subject="Fwd: Notice")
