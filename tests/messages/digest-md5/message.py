from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), "md5"), shape={"micalg": "md5"}))
