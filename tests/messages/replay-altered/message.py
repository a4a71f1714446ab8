from kit import *


def make():
    return letter(detached(hello(), bank()), identity="second").replace(b"June", b"July")


def beside():
    return {"earlier.eml": letter(detached(hello(), bank()), identity="first")}
