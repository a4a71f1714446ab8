from kit import *


def make():
    return letter(detached(hello(), bank(policies=("1.3.6.1.4.1.55555.5.2",))))
