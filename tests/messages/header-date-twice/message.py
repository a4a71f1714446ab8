from kit import *


def make():
    return letter(detached(hello(), bank()), after=["Date: Mon, 1 Jun 2026 09:00:00 +0900"])
