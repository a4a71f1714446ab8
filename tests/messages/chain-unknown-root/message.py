from kit import *


def make():
    return letter(detached(hello(), bank(issuer=pki.unknown_root()), more=[pki.unknown_root()]))
