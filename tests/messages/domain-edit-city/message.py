from kit import *


def make():
    return letter(hello(), sender="Info <info@city.kitaura.lg.jp>")
