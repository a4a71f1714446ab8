from kit import *
from revocation import Entry


def signer():
    return listed_elsewhere()


def make():
    return letter(detached(hello(), signer(), more=[list_authority()]))


def beside():
    return elsewhere_said(Entry(signer(), EARLIER))
