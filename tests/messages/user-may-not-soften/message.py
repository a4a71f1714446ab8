from kit import *


def make():
    return letter(detached(hello(), bank(ocsp="http://ocsp.ca.example/")))
