from kit import *


def make():
    return letter(detached(hello(), bank(), change=der.to_ber))
