from kit import *


def make():
    return letter(detached(hello(), bank()), after=["Content-Type: text/html; charset=utf-8"])
