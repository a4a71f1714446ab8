from kit import *


def make():
    cert = organisation("Example Works Ltd.", "info@works.example", issuer=pki.private_root(), policies=())
    return letter(detached(hello(), cert, more=[pki.private_root()]), sender="Example Works <info@works.example>")
