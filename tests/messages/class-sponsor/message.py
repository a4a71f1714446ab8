from kit import *


def make():
    cert = pki.holder("alice@works.example", certs.name(C="JP", O="Example Works Ltd.", GN="Alice", SN="Sato", CN="Alice Sato"),
                      pki.intermediate(), mailboxes=("alice@works.example",), policies=(pki.SPONSOR,))
    return letter(detached(hello(), cert), sender="Alice Sato <alice@works.example>")
