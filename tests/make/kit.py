"""kit.py: everything that a message.py may use, in one import"""
import hashlib

import answers
import certs
import cms
import der
import keys
import ledger
import mail
import marks
import pki
import revocation
import seal
from cms import Signer
from mail import (CRLF, alternative, attachment, delivery_report, detached, detached_entity, dkim, encrypted, entity,
                  forwarded, invitation, letter, multipart, octets, opaque, opaque_entity, pdf, protected, received,
                  server_says, text, with_line_feeds, word)
from pki import alice, bank, japanese_bank, mallory, organisation, person, self_made
from sources import (CHANGES_PLACE, EARLIER, ISSUER_PLACE, LATER, LIST_PLACE, RESPONDER, answered, asked, changes,
                     delegate, elsewhere_said, issuer_at, issuer_said, kept_authority, list_authority, list_revoked,
                     list_said, list_with_changes, listed, listed_elsewhere, recorded, responded, said, said_revoked,
                     unlinked, works, works_root)

BANK = mail.SENDER
ALICE = "Alice Sato <alice@example.com>"
MALLORY = "Mallory <mallory@evil.example>"
# What a server says of the bank's mail.
PASSED = ("dkim=pass header.d=bank.example", "dmarc=pass header.from=bank.example")
FAILED = ("dkim=fail header.d=bank.example", "dmarc=fail header.from=bank.example")


def hello():
    """A short ordinary text."""
    return text("Hello,\n\nyour statement for June is ready.\n\nExample Bank\n")


def layered(count):
    """The text in so many opaque signatures, one inside the other."""
    body = hello()
    for _ in range(count):
        body = opaque(body, bank())
    return body


def policies_of(size):
    """A certificate whose extension of policies has so many octets."""
    def write(fill):
        place = der.seq(der.oid("1.3.6.1.5.5.7.2.1"), der.tlv(0x16, b"h" * fill))
        return der.seq(der.seq(der.oid(pki.ORGANISATION), der.seq(place)))

    value = write(size - (len(write(size)) - size))
    assert len(value) == size
    return bank(policies=(), extra=(certs.extension("2.5.29.32", value),))


def sealed(message, domain="bank.example", **how):
    """The message with a DKIM signature of the domain that can be checked."""
    return seal.seal(message, domain, **how)


# A seal of these leaves Content-* and MIME-Version out, as many do.
UNTYPED = ("From", "To", "Subject", "Date", "Reply-To")


def untyped(body, before=b"", after=b""):
    """A mail whose seal leaves the type out, and where somebody put other words there."""
    made = sealed(letter(body), names=UNTYPED)
    assert before in made
    return made.replace(before, after, 1)


def quoted_event():
    """An event, as somebody quotes it in a text."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:1@evil.example", "DTSTART:20260622T010000Z",
             "SUMMARY:Pay to 1234567", "END:VEVENT", "END:VCALENDAR"]
    return "\n".join(lines)


def dns(*found):
    """The file of a case's recorded lookups."""
    return {"answers.jsonl": answers.lines(*found)}


def last_year():
    """The bank's certificate before its renewal: it ended with 2025."""
    return bank(begins="2024-10-01", ends="2025-12-31T23:59:59")


def signed_last_year(**more):
    return Signer(last_year(), time="2025-06-15T08:59:00", **more)
