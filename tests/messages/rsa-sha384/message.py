from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), "sha384"), shape={"micalg": "sha-384"}))
