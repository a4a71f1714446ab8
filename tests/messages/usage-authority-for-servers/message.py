from kit import *


def make():
    servers = pki.intermediate("Example Server CA E5", "p-256", purposes=("server",))
    return letter(detached(hello(), bank(issuer=servers, kind="p-256")))
