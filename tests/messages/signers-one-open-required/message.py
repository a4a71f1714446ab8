from kit import *


def other():
    return asked(kind="p-256")


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer(), other()))


def beside():
    return recorded(said(signer()), responded(other(), detail="timeout"))
