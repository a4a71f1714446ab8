from kit import *


def make():
    return letter(hello(), after=["Subject: Your account was closed"])
