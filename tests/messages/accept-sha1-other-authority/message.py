from kit import *


def signer():
    return works(issuer=pki.root(), digest="sha1")


def make():
    return letter(detached(hello(), signer(), more=[pki.root()]), sender="Example Works <info@works.example>")


def beside():
    return {**works_root(), "other.pem": pki.root().pem().encode()}
