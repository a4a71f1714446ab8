from kit import *


def make():
    bound = pki.intermediate("Example Curve CA E7", "p-256", extra=(certs.permitted_domain("example.com"),))
    subject = certs.name(CN="Example Bank Ltd.", EMAIL="info@bank.example")
    return letter(detached(hello(), pki.holder("info@bank.example", subject, bound, "p-256")))
