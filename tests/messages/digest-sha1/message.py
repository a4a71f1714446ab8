from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), "sha1"), shape={"micalg": "sha1"}))
