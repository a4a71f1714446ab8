from kit import *


def make():
    return letter(opaque(hello(), bank()), after=["Content-Transfer-Encoding: base64"])
