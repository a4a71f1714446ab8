from kit import *


def signer():
    return listed_elsewhere()


def make():
    return letter(detached(hello(), signer(), more=[list_authority()]))


def beside():
    return elsewhere_said(extra=(revocation.place(LIST_PLACE),))
