"""doubts.py: odd words about revocation, some by the authority itself, none of which may become "not revoked"

    made = doubts.mail("ocsp-never-issued"); beside = doubts.beside("ocsp-never-issued")

Names in the table are those of the data cases "attack-NAME" as well.
"""
import dataclasses

import certs
import cms
import der
import pki
import revocation
from kit import detached, hello, letter, list_said, recorded
from revocation import INVALID_SINCE, REASON, Entry, List, Word
from sources import (EARLIER, LATER, LIST_PLACE, answered, asked, delegate, issuer_said, kept_authority, list_authority,
                     listed, listed_elsewhere, said, unlinked)

AFTER, BEFORE = "2026-06-18T09:00:00", "2026-06-01T00:00:00"
UNREADABLE = der.octet_string(b"?")


def both():
    """Responder and list."""
    return asked(crl=LIST_PLACE)


def long_over():
    return asked(begins="2024-10-01", ends="2025-12-31T23:59:59")


def revoked_later(certificate, since, critical=False):
    """By a responder, after the arrival; since when it was invalid stands in an extension."""
    beside = (certs.extension(INVALID_SINCE, since, critical=critical),)
    return said(certificate, "revoked", revoked_at=AFTER, reason="privilege-withdrawn", at=LATER, until="2026-06-26T06:00:00", extra=beside)


def listed_later(*extra, **more):
    return list_said(listed(), Entry(listed(), AFTER, extra=extra, **more), at=LATER, until="2026-06-26T06:00:00")


def never_issued(certificate):
    """How a responder says so of a certificate that its authority does not know (RFC 6960 section 2.2)."""
    word = Word(certificate, "revoked", revoked_at="1970-01-01T00:00:00", reason="certificate-hold")
    return answered(certificate, word, extra=(revocation.EXTENDED_REVOKE,))


def with_key_of(certificate, holder, issuer):
    """The same certificate for the key of somebody else."""
    return certs.issue(dataclasses.replace(certificate.profile, serial_name="of another key"), holder.key, issuer)


def named_for_lists(issuer):
    """A certificate in the name of the bank's issuer, for signing lists, made by whom one likes."""
    return pki.authority("list signer", pki.intermediate().subject, issuer, usage=("crl-sign",), authority=False)


def below_responder():
    """A responder whom a responder named."""
    subject = certs.name(C="JP", O="Example Trust Services", CN="Example Responder 2")
    return pki.holder("responder 2", subject, delegate(), usage=("signature",), purposes=("ocsp",), extra=(revocation.NO_CHECK,))


def responder_for_lists():
    """Its key usage is for lists alone."""
    made = delegate()
    return certs.issue(dataclasses.replace(made.profile, usage=("crl-sign",), serial_name="lists only"), made.key, pki.intermediate())


def by(signer, certificate=None, **more):
    return answered(certificate or asked(), by=signer, **more)


def listed_by(signer):
    return list_said(listed(), signer=signer)


def own_list_signer():
    """The list authority's certificate for the holder's own key."""
    return with_key_of(list_authority(), listed_elsewhere(), pki.root())


def elsewhere_by(signer):
    beside = (revocation.place(LIST_PLACE, indirect=True),)
    return revocation.list_line(LIST_PLACE, List(list_authority(), signer=signer, extra=beside))


# Two that have to be critical, and are not: a list of authorities, and a delta.
PLACE = certs.extension("2.5.29.28", der.seq(der.implicit(2, der.boolean(True))))
DELTA = certs.extension("2.5.29.27", der.integer(0))
CUTOFF = certs.extension(revocation.ARCHIVE_CUTOFF, revocation.general_time("2025-01-01"))

# The certificate; what is said; more certificates in the message.
TABLE = {
    "ocsp-never-issued": (asked, lambda: [never_issued(asked())]),
    "ocsp-never-issued-list-good": (both, lambda: [never_issued(both()), list_said(both(), at="2026-06-15T08:00:00")]),
    "ocsp-invalid-since-before": (asked, lambda: [revoked_later(asked(), revocation.general_time(BEFORE))]),
    "ocsp-invalid-since-critical": (both, lambda: [revoked_later(both(), revocation.general_time(BEFORE), True),
                                                   list_said(both(), at=LATER, until="2026-06-26T06:00:00")]),
    "ocsp-invalid-since-unreadable": (asked, lambda: [revoked_later(asked(), UNREADABLE)]),
    "ocsp-good-and-revoked-by-other-names": (asked, lambda: [answered(asked(), Word(asked()), Word(
        asked(), "revoked", EARLIER, id_digest="sha256"))]),
    "ocsp-delegated-own-key": (asked, lambda: [by(with_key_of(delegate(), asked(), pki.intermediate()))]),
    "ocsp-delegated-twice": (asked, lambda: [by(below_responder())]),
    "ocsp-delegated-sha1": (asked, lambda: [by(delegate(digest="sha1"))]),
    "ocsp-delegated-short-key": (asked, lambda: [by(delegate(kind="rsa-1024"))]),
    "ocsp-delegated-for-lists": (asked, lambda: [by(responder_for_lists())]),
    "ocsp-md5-names": (asked, lambda: [said(asked(), id_digest="md5")]),
    "ocsp-sha512-names": (asked, lambda: [said(asked(), id_digest="sha512")]),
    "ocsp-cutoff-twice": (long_over, lambda: [said(long_over(), archive_cutoff="2025-01-01", extra=(CUTOFF,))]),
    "ocsp-cutoff-unreadable": (long_over, lambda: [said(long_over(), extra=(certs.extension(revocation.ARCHIVE_CUTOFF, UNREADABLE),))]),
    "ocsp-cutoff-of-all": (long_over, lambda: [answered(long_over(), extra=(CUTOFF,))]),
    "crl-reason-unreadable": (listed, lambda: [listed_later(certs.extension(REASON, UNREADABLE))]),
    "crl-reason-twice": (listed, lambda: [listed_later(certs.extension(REASON, revocation.enumerated(1)), reason="superseded")]),
    "crl-invalid-since-unreadable": (listed, lambda: [listed_later(certs.extension(INVALID_SINCE, UNREADABLE))]),
    "crl-delta-not-critical": (listed, lambda: [list_said(listed(), extra=(DELTA,))]),
    "crl-place-not-critical": (listed, lambda: [list_said(listed(), extra=(PLACE,))]),
    "crl-place-twice": (listed, lambda: [list_said(listed(), extra=(revocation.place(), revocation.place()))]),
    "crl-entry-of-another": (listed, lambda: [list_said(listed(), Entry(pki.alice(), EARLIER, issuer=pki.root()), Entry(listed(), EARLIER))]),
    "crl-signer-made-by-holder": (listed, lambda: [listed_by(named_for_lists(listed()))], lambda: [named_for_lists(listed())]),
    "crl-signer-made-elsewhere": (listed, lambda: [listed_by(named_for_lists(pki.japanese_authority()))],
                                  lambda: [named_for_lists(pki.japanese_authority()), pki.japanese_authority()]),
    "crl-signer-own-key": (listed_elsewhere, lambda: [elsewhere_by(own_list_signer())], lambda: [own_list_signer()]),
    "issuer-no-authority": (unlinked, lambda: [issuer_said(kept_authority(authority=False).der)]),
    "issuer-for-lists": (unlinked, lambda: [issuer_said(kept_authority(usage=("crl-sign",)).der)]),
}


def mail(name):
    certificate, _, *more = TABLE[name]
    if certificate is unlinked:
        return letter(detached(hello(), certificate(), certificates=[certificate().der]))
    if certificate is long_over:
        return letter(detached(hello(), cms.Signer(certificate(), time="2025-06-15T08:59:00")))
    return letter(detached(hello(), certificate(), more=more[0]() if more else ()))


def beside(name):
    return recorded(*TABLE[name][1]())
