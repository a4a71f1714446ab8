from kit import *


def make():
    return letter(hello(), sender="Info <info@xn--modern-bnk-6qi.example>")
