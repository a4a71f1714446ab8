from kit import *


def make():
    return letter(detached(hello(), bank(crl="http://crl.ca.example/g3.crl")))
