from kit import *


def make():
    return letter(text("Please pay to account 666.\n"), sender="info@bank.example, postmaster@bank.example")
