from kit import *


def make():
    return letter(hello(), before=[received("mx.example.org"), server_says(*FAILED)])
