from kit import *


def signer():
    return works()


def make():
    return letter(detached(hello(), Signer(signer(), "sha1"), more=[pki.private_root()], shape={"micalg": "sha1"}), sender="Example Works <info@works.example>")


def beside():
    return works_root()
