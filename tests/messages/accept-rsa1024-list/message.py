from kit import *


def signer():
    return works(issuer=pki.below(pki.private_root(), "Example Works Old CA", "rsa-1024"), crl=LIST_PLACE)


def make():
    return letter(detached(hello(), signer(), more=[pki.private_root()]), sender="Example Works <info@works.example>")


def beside():
    return {**works_root(), **recorded(list_said(signer()))}
