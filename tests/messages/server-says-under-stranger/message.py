from kit import *


def make():
    return letter(hello(), before=[received("gate.elsewhere.example"), server_says(*FAILED)])
