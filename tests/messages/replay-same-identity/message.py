from kit import *


def make():
    return letter(detached(hello(), bank()), identity="first", before=[received("mx.example.org")])


def beside():
    return {"earlier.eml": letter(detached(hello(), bank()), identity="first")}
