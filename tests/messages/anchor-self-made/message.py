from kit import *


def signer():
    return self_made("Example Works Ltd.", "info@works.example")


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]),
                  sender="Example Works <info@works.example>")


def beside():
    return {"works.pem": signer().pem().encode()}
