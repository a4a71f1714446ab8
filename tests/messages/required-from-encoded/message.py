from kit import *


def make():
    return letter(hello(), sender="=?utf-8?q?info=40bank.example?=")
