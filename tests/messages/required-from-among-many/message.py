from kit import *


def make():
    many = " ".join(f"a{number}@b" for number in range(120))
    return letter(hello(), sender=f"({many} {'x' * 8300}) {BANK}")
