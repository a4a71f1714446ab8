from kit import *


def make():
    return letter(detached(hello(), bank()), after=["MIME-Version: 1.0"])
