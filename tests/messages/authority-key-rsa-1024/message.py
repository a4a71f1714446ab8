from kit import *


def make():
    return letter(detached(hello(), bank(issuer=pki.intermediate("Example Weak CA", "rsa-1024"), kind="p-256")))
