from kit import *


def below():
    return pki.below(pki.unknown_root(), "Example Works CA", "rsa-2048")


def signer():
    return works(issuer=below())


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]),
                  sender="Example Works <info@works.example>")


def beside():
    return {"works.pem": below().pem().encode()}
