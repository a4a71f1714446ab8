from kit import *
from revocation import Entry, List


def signer():
    return listed()


def make():
    return letter(detached(hello(), signer()),
                  before=[received("mx.example.or.jp", "Mon, 15 Jun 2026 18:00:00 +0900")])


def beside():
    return {"given.crl": List(pki.intermediate(), (Entry(signer(), "2026-06-18T09:00:00"),), at=LATER).der()}
