from kit import *


def make():
    cert = pki.holder("alice@example.com", certs.name(GN="Alice", SN="Sato", CN="Alice Sato"), pki.intermediate(),
                      mailboxes=("alice@example.com",), policies=(pki.INDIVIDUAL,))
    return letter(detached(hello(), cert), sender=ALICE)
