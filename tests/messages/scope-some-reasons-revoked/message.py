from kit import *

SCOPE = revocation.place(reasons=("key-compromise",))


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(list_revoked(signer(), reason="key-compromise", extra=(SCOPE,)))
