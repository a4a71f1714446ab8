from kit import *

AUTHORITY, CROSSING = pki.crossing(15)


def make():
    return letter(detached(hello(), bank(issuer=AUTHORITY, kind="p-256")))


def beside():
    return {"crossing.pem": pki.bundle(*CROSSING).encode()}
