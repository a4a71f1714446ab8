from kit import *


def make():
    subject = certs.name(CN="Alice Sato", EMAIL="alice@example.com")
    return letter(detached(hello(), pki.holder("alice@example.com", subject, pki.intermediate())), sender=ALICE)
