from kit import *


def make():
    return letter(detached(hello(), bank(issuer=pki.impostor_root()), more=[pki.impostor_root()]))
