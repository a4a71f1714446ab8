from kit import *


def signer():
    return works(issuer=pki.unknown_root(), digest="sha1")


def make():
    return letter(detached(hello(), signer(), more=[pki.unknown_root()]), sender="Example Works <info@works.example>")


def beside():
    return {**works_root(), "other.pem": pki.unknown_root().pem().encode()}
