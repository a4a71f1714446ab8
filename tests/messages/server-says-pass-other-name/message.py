from kit import *


def make():
    return letter(hello(), before=[server_says(*PASSED, server="mx.example.org.evil.example")])
