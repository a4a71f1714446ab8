from kit import *


def make():
    return letter(detached(hello(), bank()))


def beside():
    return {"earlier.eml": make()}
