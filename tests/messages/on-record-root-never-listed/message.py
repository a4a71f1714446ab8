from kit import *


def make():
    cert = bank(issuer=pki.unknown_root())
    return letter(detached(hello(), cert, more=[pki.unknown_root()]))


def beside():
    return {"earlier.eml": make()}
