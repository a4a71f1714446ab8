from kit import *


def make():
    return letter(detached(hello(), bank()), identity="second", subject="Pay at once")


def beside():
    return {"earlier.eml": letter(detached(hello(), bank()), identity="first")}
