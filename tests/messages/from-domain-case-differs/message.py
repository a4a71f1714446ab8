from kit import *


def make():
    return letter(detached(hello(), alice()), sender="Alice Sato <alice@EXAMPLE.Com>")
