from kit import *


def make():
    return letter(hello(), sender="Info <info@garden-co-jp.example>")
