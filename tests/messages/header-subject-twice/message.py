from kit import *


def make():
    return letter(detached(hello(), bank()), after=["Subject: Your account was closed"])
