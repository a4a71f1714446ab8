from kit import *


def make():
    return letter(detached(hello(), bank(purposes=("server", "client"))))
