from kit import *
from revocation import Entry, List


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    return recorded(revocation.list_line(LIST_PLACE, List(pki.japanese_authority(), (Entry(signer(), EARLIER),))))
