"""revocation.py: revocation lists (RFC 5280) and responders' answers (RFC 6960), right or wrong as the test wants them

All times are texts as in certs.py.  Without other wishes an answer is of the
morning of 15 June 2026, when the cases' mail is written, and good for a week.
"""
import base64
import dataclasses
import hashlib
import json

import certs
import der
import pki

AT, UNTIL = "2026-06-15T06:00:00", "2026-06-22T06:00:00"

REASONS = {"unspecified": 0, "key-compromise": 1, "ca-compromise": 2, "affiliation-changed": 3, "superseded": 4,
           "cessation-of-operation": 5, "certificate-hold": 6, "remove-from-crl": 8, "privilege-withdrawn": 9,
           "aa-compromise": 10}
# ReasonFlags, RFC 5280 section 4.2.1.13.
REASON_BITS = {"key-compromise": 1, "ca-compromise": 2, "affiliation-changed": 3, "superseded": 4,
               "cessation-of-operation": 5, "certificate-hold": 6, "privilege-withdrawn": 7, "aa-compromise": 8}
RESPONSES = {"successful": 0, "malformed": 1, "internal-error": 2, "try-later": 3, "sig-required": 5, "unauthorized": 6}
OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1"
ID_DIGESTS = {"md5": "1.2.840.113549.2.5", "sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1",
              "sha512": "2.16.840.1.101.3.4.2.3"}
ARCHIVE_CUTOFF = "1.3.6.1.5.5.7.48.1.6"
INVALID_SINCE, REASON = "2.5.29.24", "2.5.29.21"
# Of responses that say of certificates which were never issued that they are revoked (RFC 6960 section 4.4.8).
EXTENDED_REVOKE = certs.extension("1.3.6.1.5.5.7.48.1.9", der.null())
NO_CHECK = certs.extension("1.3.6.1.5.5.7.48.1.5", der.null())


def general_time(text):
    return der.tlv(0x18, certs.day(text).strftime("%Y%m%d%H%M%SZ").encode())


def enumerated(value):
    return der.tlv(0x0A, bytes([value]))


def directory_name(name):
    """A GeneralName; a Name is a CHOICE, so its tag stays."""
    return der.explicit(4, name)


def sign(to_sign, signer, digest, scheme, spoiled):
    """What is signed, the algorithm, and the signature: the shape that lists and responses share."""
    algorithm = signer.key.algorithm(digest, scheme)
    signature = signer.key.sign(to_sign, digest, scheme)
    if spoiled:
        signature = signature[:-1] + bytes([signature[-1] ^ 1])
    return to_sign, algorithm, der.bit_string(signature)


# --- lists ---


@dataclasses.dataclass(frozen=True)
class Entry:
    """One revoked certificate; `issuer` names its authority in an indirect list."""

    certificate: certs.Certificate
    at: str
    reason: str | None = None
    invalid_since: str | None = None
    issuer: certs.Certificate | None = None
    extra: tuple = ()

    def der(self):
        found = []
        if self.reason:
            found.append(certs.extension(REASON, enumerated(REASONS[self.reason])))
        if self.invalid_since:
            found.append(certs.extension(INVALID_SINCE, general_time(self.invalid_since)))
        if self.issuer:
            found.append(certs.extension("2.5.29.29", der.seq(directory_name(self.issuer.subject)), critical=True))
        found.extend(self.extra)
        return der.seq(der.integer(self.certificate.serial), der.time(certs.day(self.at)),
                       *([der.seq(*found)] if found else []))


def place(url=None, only=None, reasons=(), indirect=False):
    """issuingDistributionPoint: of which certificates and reasons a list knows."""
    parts = []
    if url:
        parts.append(der.explicit(0, der.tlv(0xA0, certs.uri(url))))
    for number, kind in ((1, "people"), (2, "authorities")):
        if only == kind:
            parts.append(der.implicit(number, der.boolean(True)))
    if reasons:
        parts.append(der.implicit(3, der.named_bits(*(REASON_BITS[reason] for reason in reasons))))
    if indirect:
        parts.append(der.implicit(4, der.boolean(True)))
    if only == "attributes":
        parts.append(der.implicit(5, der.boolean(True)))
    return certs.extension("2.5.29.28", der.seq(*parts), critical=True)


def keeps_expired(since):
    """expiredCertsOnCRL: certificates that ended since then are still listed."""
    return certs.extension("2.5.29.60", general_time(since))


def newer_beside(url):
    """freshestCRL: where the delta list is."""
    return certs.extension("2.5.29.46", der.seq(der.seq(der.explicit(0, der.tlv(0xA0, certs.uri(url))))))


@dataclasses.dataclass(frozen=True)
class List:
    """A revocation list; `base` makes it a delta to the list of that number."""

    issuer: certs.Certificate
    entries: tuple = ()
    at: str = AT
    until: str | None = UNTIL
    number: int | None = 1
    base: int | None = None
    extra: tuple = ()
    signer: certs.Certificate | None = None
    digest: str = "sha256"
    scheme: str | None = None
    spoiled: bool = False

    def extensions(self):
        signer = self.signer or self.issuer
        found = [certs.extension("2.5.29.35", der.seq(der.implicit(0, der.octet_string(signer.key_identifier))))]
        if self.number is not None:
            found.append(certs.extension("2.5.29.20", der.integer(self.number)))
        if self.base is not None:
            found.append(certs.extension("2.5.29.27", der.integer(self.base), critical=True))
        return found + list(self.extra)

    def der(self):
        signer = self.signer or self.issuer
        to_sign = der.seq(
            der.integer(1),
            signer.key.algorithm(self.digest, self.scheme),
            self.issuer.subject,
            der.time(certs.day(self.at)),
            *([der.time(certs.day(self.until))] if self.until else []),
            *([der.seq(*(entry.der() for entry in self.entries))] if self.entries else []),
            der.explicit(0, der.seq(*self.extensions())))
        return der.seq(*sign(to_sign, signer, self.digest, self.scheme, self.spoiled))


def pem(octets):
    """A list as a file for --crl."""
    text = base64.b64encode(octets).decode()
    lines = [text[at:at + 64] for at in range(0, len(text), 64)]
    return "\n".join(["-----BEGIN X509 CRL-----", *lines, "-----END X509 CRL-----", ""])


# --- responders ---


def certificate_id(certificate, digest="sha1"):
    """CertID: which certificate of which key is meant."""
    _, begin, _ = der.read(certificate.issuer.key.spki)
    _, bits = der.children(certificate.issuer.key.spki, begin, len(certificate.issuer.key.spki))
    _, start, _ = der.read(bits)
    hashed = lambda octets: der.octet_string(hashlib.new(digest, octets).digest())
    algorithm = der.seq(der.oid(ID_DIGESTS[digest]), der.null())
    return der.seq(algorithm, hashed(certificate.issuer_name), hashed(bits[start + 1:]), der.integer(certificate.serial))


def request(certificate):
    """What the checking core asks: one certificate, SHA-1 names, no nonce (RFC 5019 section 2.1)."""
    return der.seq(der.seq(der.seq(der.seq(certificate_id(certificate)))))


def responder(issuer, purposes=("ocsp",), extra=(NO_CHECK,), **more):
    """A certificate that the issuer made for signing answers."""
    subject = certs.name(C="JP", O="Example Trust Services", CN="Example Responder")
    return pki.holder("responder", subject, issuer, usage=("signature",), purposes=purposes, extra=extra, **more)


@dataclasses.dataclass(frozen=True)
class Word:
    """What a response says of one certificate: "good", "revoked" or "unknown"."""

    certificate: certs.Certificate
    status: str = "good"
    revoked_at: str = AT
    reason: str | None = None
    at: str = AT
    until: str | None = UNTIL
    archive_cutoff: str | None = None
    id_digest: str = "sha1"
    extra: tuple = ()

    def status_der(self):
        if self.status == "revoked":
            reason = [der.explicit(0, enumerated(REASONS[self.reason]))] if self.reason else []
            return der.tlv(0xA1, general_time(self.revoked_at), *reason)
        return der.implicit({"good": 0, "unknown": 2}[self.status], der.null())

    def der(self):
        cutoff = [certs.extension(ARCHIVE_CUTOFF, general_time(self.archive_cutoff))] if self.archive_cutoff else []
        more = [der.explicit(1, der.seq(*cutoff, *self.extra))] if cutoff or self.extra else []
        until = [der.explicit(0, general_time(self.until))] if self.until else []
        return der.seq(certificate_id(self.certificate, self.id_digest), self.status_der(), general_time(self.at),
                       *until, *more)


def nonce(octets=b"nobody sent this"):
    """What binds a response to a request (RFC 8954); the program sends none."""
    return certs.extension("1.3.6.1.5.5.7.48.1.2", der.octet_string(octets))


def response(signer, *words, made_at=AT, by_key=False, bare=False, digest="sha256", scheme=None, spoiled=False, extra=()):
    """A response that `signer` signed: the issuer itself or a responder."""
    name = der.explicit(2, der.octet_string(signer.key_identifier)) if by_key else der.explicit(1, signer.subject)
    more = [der.explicit(1, der.seq(*extra))] if extra else []
    to_sign = der.seq(name, general_time(made_at), der.seq(*(word.der() for word in words)), *more)
    certificates = [] if bare else [der.explicit(0, der.seq(signer.der))]
    basic = der.seq(*sign(to_sign, signer, digest, scheme, spoiled), *certificates)
    return der.seq(enumerated(RESPONSES["successful"]),
                   der.explicit(0, der.seq(der.oid(OCSP_BASIC), der.octet_string(basic))))


def refusal(state):
    """A response that says nothing: "try-later", "unauthorized" and so on."""
    return der.seq(enumerated(RESPONSES[state]))


# --- recorded lookups ---


def responder_question(url, certificate):
    return f"{url} {base64.b64encode(request(certificate)).decode()}"


def line(kind, question, record=None, fetched=AT + "Z", detail=None):
    """One line of recorded lookups; without a record the lookup failed."""
    records = [] if record is None else ["base64:" + base64.b64encode(record).decode()]
    return json.dumps({"kind": kind, "question": question, "status": "failed" if record is None else "found",
                       "dnssec": "unknown", "records": records, "fetched": fetched, "expires": None,
                       "detail": detail}, ensure_ascii=True) + "\n"


def list_line(url, made=None, **more):
    return line("crl", url, made.der() if made else None, **more)


def responder_line(url, certificate, record=None, **more):
    return line("ocsp", responder_question(url, certificate), record, **more)
