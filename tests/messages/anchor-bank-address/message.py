from kit import *


def signer():
    return organisation("Example Bank Ltd.", "info@bank.example", issuer=pki.private_root(), policies=())


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]),
                  sender="Example Bank <info@bank.example>")


def beside():
    return works_root()
