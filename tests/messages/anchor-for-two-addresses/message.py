from kit import *


def signer():
    return works(mailboxes=("info@works.example", "info@bank.example"))


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]),
                  sender="Example Bank <info@bank.example>")


def beside():
    return works_root()
