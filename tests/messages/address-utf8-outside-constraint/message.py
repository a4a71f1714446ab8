from kit import *


def make():
    bound = pki.intermediate("Example Curve CA E7", "p-256", extra=(certs.permitted_domain("example.com"),))
    return letter(detached(hello(), person("銀行@bank.example", issuer=bound, kind="p-256")), sender="銀行@bank.example")
