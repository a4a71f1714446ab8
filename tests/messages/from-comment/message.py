from kit import *


def make():
    return letter(detached(hello(), alice()), sender="alice@example.com (Alice Sato)")
