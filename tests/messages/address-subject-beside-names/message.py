from kit import *


def make():
    subject = certs.name(CN="Example Bank Ltd.", EMAIL="info@bank.example")
    cert = pki.holder("info@bank.example", subject, pki.intermediate(), mailboxes=("mallory@evil.example",))
    return letter(detached(hello(), cert))
