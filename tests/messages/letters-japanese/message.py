from kit import *


def make():
    return letter(hello(), sender="Info <info@xn--fsq192hypjr2j.test>")
