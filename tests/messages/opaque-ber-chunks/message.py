from kit import *


def make():
    return letter(opaque(text("A line of the statement.\n" * 200), bank(), change=der.to_ber))
