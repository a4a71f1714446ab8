from kit import *


def make():
    return letter(detached(hello(), bank()), after=["Content-Transfer-Encoding: base64"])
