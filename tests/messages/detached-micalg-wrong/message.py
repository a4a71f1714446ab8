from kit import *


def make():
    return letter(detached(hello(), bank(), shape={"micalg": "md5"}))
