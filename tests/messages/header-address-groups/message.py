from kit import *


def make():
    return letter(detached(hello(), bank()), after=["To:" + "\r\n ".join(["a:" * 400] * 125)])
