from kit import *


def make():
    authority, crossing = pki.crossing(15)
    return letter(detached(hello(), bank(issuer=authority, kind="p-256"), more=crossing))
