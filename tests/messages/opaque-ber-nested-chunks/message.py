from kit import *


def make():
    return letter(opaque(text("A line of the statement.\n" * 200), bank(),
                         change=lambda made: der.to_ber(made, 100, nested=True)))
