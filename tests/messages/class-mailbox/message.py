from kit import *


def make():
    cert = pki.holder("alice@example.com", certs.name(O="Example Bank Ltd.", CN="Alice Sato"), pki.intermediate(),
                      mailboxes=("alice@example.com",), policies=(pki.MAILBOX,))
    return letter(detached(hello(), cert), sender=ALICE)
