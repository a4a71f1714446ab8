from kit import *


def make():
    return letter(hello(), sender="Info <info@xn--grden-shop-zqi.test>")
