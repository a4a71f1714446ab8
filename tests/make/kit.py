"""kit.py: everything that a message.py may use, in one import"""
import hashlib

import answers
import certs
import cms
import der
import keys
import ledger
import mail
import pki
import revocation
import seal
from cms import Signer
from mail import (CRLF, alternative, attachment, delivery_report, detached, detached_entity, dkim, encrypted, entity,
                  forwarded, invitation, letter, multipart, octets, opaque, opaque_entity, pdf, protected, received,
                  server_says, text, with_line_feeds, word)
from pki import alice, bank, japanese_bank, mallory, organisation, person, self_made

BANK = mail.SENDER
ALICE = "Alice Sato <alice@example.com>"
MALLORY = "Mallory <mallory@evil.example>"
# What a server says of the bank's mail.
PASSED = ("dkim=pass header.d=bank.example", "dmarc=pass header.from=bank.example")
FAILED = ("dkim=fail header.d=bank.example", "dmarc=fail header.from=bank.example")


def hello():
    """A short ordinary text."""
    return text("Hello,\n\nyour statement for June is ready.\n\nExample Bank\n")


def sealed(message, domain="bank.example", **how):
    """The message with a DKIM signature of the domain that can be checked."""
    return seal.seal(message, domain, **how)


def dns(*found):
    """The file of a case's recorded lookups."""
    return {"answers.jsonl": answers.lines(*found)}


def last_year():
    """The bank's certificate before its renewal: it ended with 2025."""
    return bank(begins="2024-10-01", ends="2025-12-31T23:59:59")


def signed_last_year(**more):
    return Signer(last_year(), time="2025-06-15T08:59:00", **more)


# --- revocation: certificates that name a source, and what it says (the issuer itself, unless a test says otherwise) ---

RESPONDER, LIST_PLACE = "http://ocsp.ca.example/", "http://crl.ca.example/g3.crl"
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


def issuer_at(url):
    """An extension that says where the issuer's certificate lies (RFC 5280 4.2.2.1)."""
    access = der.seq(der.oid("1.3.6.1.5.5.7.48.2"), certs.uri(url))
    return certs.extension("1.3.6.1.5.5.7.1.1", der.seq(access))
