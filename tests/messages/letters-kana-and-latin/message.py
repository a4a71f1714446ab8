from kit import *


def make():
    return letter(hello(), sender="Info <info@xn--bank-453cpqm513b.test>")
