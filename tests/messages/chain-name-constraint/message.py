from kit import *


def make():
    bound = pki.intermediate("Example Curve CA E7", "p-256", extra=(certs.permitted_domain("example.com"),))
    return letter(detached(hello(), bank(issuer=bound, kind="p-256")))
