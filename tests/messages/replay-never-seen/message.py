from kit import *


def make():
    return letter(detached(text("Another text.\n"), bank()), identity="second")


def beside():
    return {"earlier.eml": letter(detached(hello(), bank()), identity="first")}
