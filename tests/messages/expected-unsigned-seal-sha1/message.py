from kit import *


def make():
    return letter(hello(), before=[dkim("bank.example", algorithm="rsa-sha1")])
