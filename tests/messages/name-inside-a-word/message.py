from kit import *


def make():
    return letter(hello(), sender="Counterexample Banking <info@evil.example>")
