from kit import *


def make():
    return letter(hello(), sender="Info <info@xn----7sbbs0cjcja9a.example>")
