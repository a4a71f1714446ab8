from kit import *
from revocation import List

REASONS = tuple(revocation.REASON_BITS)


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()))


def beside():
    rest = List(pki.intermediate(), extra=(revocation.place(reasons=REASONS[:3]),))
    listed_here = list_said(signer(), extra=(revocation.place(reasons=REASONS[3:]),))
    return {**recorded(listed_here), "rest.crl": rest.der()}
