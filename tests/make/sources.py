"""sources.py: where the bank's certificate says one may ask, and what is said there, in short forms for data cases

What is said comes from the certificate's issuer, unless a test says otherwise.
"""
import certs
import der
import pki
import revocation
from pki import bank

RESPONDER, LIST_PLACE = "http://ocsp.ca.example/", "http://crl.ca.example/g3.crl"
CHANGES_PLACE = "http://crl.ca.example/g3-delta.crl"
EARLIER, LATER = "2026-06-10T09:00:00", "2026-06-19T06:00:00"


def asked(**more):
    """The bank's certificate, which names a responder."""
    return bank(**{"ocsp": RESPONDER, **more})


def listed(**more):
    """The bank's certificate, which names a revocation list."""
    return bank(**{"crl": LIST_PLACE, **more})


def recorded(*lines):
    """The file of recorded lookups, sorted as the program writes it."""
    return {"answers.jsonl": "".join(sorted(lines)).encode()}


def responded(certificate, octets=None, **more):
    """What the responder answered; without octets it did not."""
    return revocation.responder_line(RESPONDER, certificate, octets, **more)


def answered(certificate, *words, by=None, **more):
    """The response that somebody signed, the issuer unless said otherwise; "good" without other words."""
    words = words or (revocation.Word(certificate),)
    return responded(certificate, revocation.response(by or certificate.issuer, *words, **more))


def said(certificate, status="good", **more):
    """One word of the issuer about a certificate, as its responder gave it."""
    return answered(certificate, revocation.Word(certificate, status, **more))


def said_revoked(certificate, when=EARLIER, reason=None, **more):
    return said(certificate, "revoked", revoked_at=when, reason=reason, **more)


def list_said(certificate, *entries, url=LIST_PLACE, **more):
    """The issuer's revocation list, as it was fetched."""
    return revocation.list_line(url, revocation.List(certificate.issuer, entries, **more))


def list_revoked(certificate, when=EARLIER, reason=None, **more):
    """A list with the certificate on it."""
    return list_said(certificate, revocation.Entry(certificate, when, reason), **more)


def delegate(issuer=None, **more):
    """A responder whom an authority named, the bank's unless said otherwise."""
    return revocation.responder(issuer or pki.intermediate(), **more)


# --- lists of changes: number 9 says what changed since number 7 ---


def list_with_changes(certificate, *entries, **more):
    """The list, which says where its changes are."""
    return list_said(certificate, *entries, **{"number": 7, "extra": (revocation.newer_beside(CHANGES_PLACE),), **more})


def changes(certificate, *entries, **more):
    wanted = {"url": CHANGES_PLACE, "number": 9, "base": 7, "at": "2026-06-15T08:00:00", **more}
    return list_said(certificate, *entries, **wanted)


# --- indirect lists: somebody else signs them for the issuer ---


def list_authority():
    """Signs lists for others."""
    return pki.below(pki.root(), "Example List Authority", "rsa-2048", usage=("crl-sign",), authority=False)


def listed_elsewhere():
    """The bank's certificate, which names the list authority."""
    place = der.explicit(0, der.tlv(0xA0, certs.uri(LIST_PLACE)))
    signer = der.tlv(0xA2, revocation.directory_name(list_authority().subject))
    return bank(extra=(certs.extension("2.5.29.31", der.seq(der.seq(place, signer))),))


def elsewhere_said(*entries, **more):
    """The list authority's list."""
    wanted = {"extra": (revocation.place(LIST_PLACE, indirect=True),), **more}
    return recorded(revocation.list_line(LIST_PLACE, revocation.List(list_authority(), entries, **wanted)))


# --- issuers that did not come along ---

ISSUER_PLACE = "http://aia.ca.example/g6.cer"


def issuer_at(url):
    """An extension that says where the issuer's certificate lies (RFC 5280 4.2.2.1)."""
    access = der.seq(der.oid("1.3.6.1.5.5.7.48.2"), certs.uri(url))
    return certs.extension("1.3.6.1.5.5.7.1.1", der.seq(access))


def kept_authority(issuer=None, **more):
    return pki.below(issuer or pki.root(), "Example Trust CA G6", "rsa-2048", **more)


def unlinked(url=ISSUER_PLACE, issuer=None):
    """The bank's certificate, which says where its issuer's lies."""
    return bank(issuer=issuer or kept_authority(), extra=(issuer_at(url),))


def issuer_said(octets=None, url=ISSUER_PLACE, **more):
    """What was fetched there; without octets nothing."""
    return revocation.line("issuer", url, octets, **more)


# --- a company's own authority ---


def works(address="info@works.example", **more):
    """Made by the company itself, for one of its addresses or for another."""
    return pki.organisation("Example Works Ltd.", address, **{"issuer": pki.private_root(), "policies": (), **more})


def works_root():
    return {"works.pem": pki.private_root().pem().encode()}
