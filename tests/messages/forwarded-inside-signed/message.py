from kit import *


def make():
    inner = letter(text("Hello\n"), sender=BANK)
    return letter(detached(multipart("mixed", text("See below.\n"), forwarded(inner)), alice()), sender=ALICE)
