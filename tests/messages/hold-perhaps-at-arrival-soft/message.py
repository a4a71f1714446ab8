from kit import *
from revocation import Entry, List


def signer():
    return asked()


def make():
    return letter(detached(hello(), signer()))


def beside():
    hold = List(pki.intermediate(), (Entry(signer(), EARLIER, "certificate-hold"),), at="2026-06-11T06:00:00")
    return {**recorded(said(signer(), at=LATER)), "hold.crl": hold.der()}
