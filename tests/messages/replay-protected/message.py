from kit import *


def make():
    return letter(detached(protected("Hello,\n"), bank()), identity="second")


def beside():
    return {"earlier.eml": letter(detached(protected("Hello,\n"), bank()), identity="first")}
