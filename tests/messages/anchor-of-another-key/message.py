from kit import *


def other():
    return pki.authority("private twin", pki.private_root().subject)


def signer():
    return works()


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]),
                  sender="Example Works <info@works.example>")


def beside():
    return {"works.pem": other().pem().encode()}
