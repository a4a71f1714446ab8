from kit import *


def make():
    return letter(detached(hello(), bank()), sender=MALLORY, identity="second")


def beside():
    return {"earlier.eml": letter(detached(hello(), bank()), identity="first")}
