from kit import *


def make():
    return letter(detached(hello(), Signer(bank(), "sha512"), shape={"micalg": "sha-512"}))
