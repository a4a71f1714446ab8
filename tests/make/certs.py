"""certs.py: one certificate (RFC 5280), right or wrong as the test wants it"""
import base64
import dataclasses
import datetime
import hashlib

import der
import seed

NAME_TYPES = {"CN": "2.5.4.3", "C": "2.5.4.6", "L": "2.5.4.7", "O": "2.5.4.10", "OU": "2.5.4.11",
              "GN": "2.5.4.42", "SN": "2.5.4.4", "EMAIL": "1.2.840.113549.1.9.1", "MARK": "1.3.6.1.4.1.53087.1.13"}
USAGES = {"signature": 0, "commitment": 1, "key-encipherment": 2, "cert-sign": 5, "crl-sign": 6}
PURPOSES = {"email": "1.3.6.1.5.5.7.3.4", "server": "1.3.6.1.5.5.7.3.1", "client": "1.3.6.1.5.5.7.3.2",
            "any": "2.5.29.37.0", "ocsp": "1.3.6.1.5.5.7.3.9", "mark": "1.3.6.1.5.5.7.3.31"}
SMTP_UTF8_MAILBOX = "1.3.6.1.5.5.7.8.9"


def day(text):
    """"2026-01-31" or "2026-01-31T09:00:00"; always UTC."""
    return datetime.datetime.fromisoformat(text)


def name(**parts):
    """A distinguished name; the parts come in the order they are written."""
    rdns = []
    for kind, text in parts.items():
        value = {"C": der.printable, "EMAIL": der.ia5}.get(kind, der.utf8)(text)
        rdns.append(der.set_of(der.seq(der.oid(NAME_TYPES[kind]), value)))
    return der.seq(*rdns)


def extension(identifier, value, critical=False):
    return der.seq(der.oid(identifier), *([der.boolean(True)] if critical else []), der.octet_string(value))


def mailbox(address):
    """A GeneralName: rfc822Name, or SmtpUTF8Mailbox where the local part needs it (RFC 9598)."""
    if address.isascii():
        return der.implicit(1, der.ia5(address))
    return der.tlv(0xA0, der.oid(SMTP_UTF8_MAILBOX), der.explicit(0, der.utf8(address)))


def uri(text):
    return der.implicit(6, der.ia5(text))


def revocation_sources(ocsp, crl):
    """What a certificate says about where to ask whether it is revoked."""
    found = []
    if ocsp:
        access = der.seq(der.oid("1.3.6.1.5.5.7.48.1"), uri(ocsp))
        found.append(extension("1.3.6.1.5.5.7.1.1", der.seq(access)))
    if crl:
        point = der.seq(der.explicit(0, der.tlv(0xA0, uri(crl))))
        found.append(extension("2.5.29.31", der.seq(point)))
    return found


def permitted_domain(domain):
    """Name constraints that allow only mailboxes of one host (RFC 5280 4.2.1.10)."""
    subtree = der.seq(der.implicit(1, der.ia5(domain)))
    return extension("2.5.29.30", der.seq(der.tlv(0xA0, subtree)), critical=True)


def unknown_critical():
    """An extension that nobody knows, marked as one that must be understood."""
    return extension("1.3.6.1.4.1.55555.1.1", der.null(), critical=True)


@dataclasses.dataclass(frozen=True)
class Profile:
    """What goes into one certificate; the defaults make a person's of 2026."""

    subject: bytes
    serial_name: str
    begins: str = "2026-01-01"
    ends: str = "2027-03-31T23:59:59"
    mailboxes: tuple = ()
    policies: tuple = ()
    usage: tuple = ("signature", "commitment")
    purposes: tuple = ("email",)
    authority: bool = False
    path_length: int | None = None
    ocsp: str = ""
    crl: str = ""
    extra: tuple = ()
    digest: str = "sha256"
    scheme: str | None = None
    spoiled: bool = False


@dataclasses.dataclass(frozen=True)
class Certificate:
    """A certificate with its key; issuer is None for one that signed itself."""

    profile: Profile
    key: object
    issuer: "Certificate | None"
    der: bytes
    serial: int

    @property
    def subject(self):
        return self.profile.subject

    @property
    def issuer_name(self):
        return (self.issuer or self).subject

    @property
    def key_identifier(self):
        return key_identifier(self.key)

    def chain(self):
        """The certificates from here to below the root."""
        found, at = [], self
        while at.issuer is not None:
            found.append(at)
            at = at.issuer
        return found or [self]

    def pem(self):
        text = base64.b64encode(self.der).decode()
        lines = [text[at:at + 64] for at in range(0, len(text), 64)]
        return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""])


def key_identifier(key):
    _, begin, _ = der.read(key.spki)
    algorithm, bits = der.children(key.spki, begin, len(key.spki))
    _, start, _ = der.read(bits)
    return hashlib.sha1(bits[start + 1:]).digest()


def extensions(profile, key, issuer_key):
    found = []
    if profile.authority:
        limit = [] if profile.path_length is None else [der.integer(profile.path_length)]
        found.append(extension("2.5.29.19", der.seq(der.boolean(True), *limit), critical=True))
    if profile.usage:
        bits = der.named_bits(*(USAGES[usage] for usage in profile.usage))
        found.append(extension("2.5.29.15", bits, critical=True))
    if profile.purposes:
        found.append(extension("2.5.29.37", der.seq(*(der.oid(PURPOSES[p]) for p in profile.purposes))))
    if profile.policies:
        found.append(extension("2.5.29.32", der.seq(*(der.seq(der.oid(p)) for p in profile.policies))))
    if profile.mailboxes:
        found.append(extension("2.5.29.17", der.seq(*(mailbox(m) for m in profile.mailboxes))))
    found.append(extension("2.5.29.14", der.octet_string(key_identifier(key))))
    found.append(extension("2.5.29.35", der.seq(der.implicit(0, der.octet_string(key_identifier(issuer_key))))))
    return found + revocation_sources(profile.ocsp, profile.crl) + list(profile.extra)


def issue(profile, key, issuer=None):
    """The certificate of a profile, signed by the issuer's key, or by its own."""
    signer = issuer.key if issuer else key
    serial = seed.number("serial " + profile.serial_name, 95)
    algorithm = signer.algorithm(profile.digest, profile.scheme)
    to_sign = der.seq(
        der.explicit(0, der.integer(2)),
        der.integer(serial),
        algorithm,
        issuer.subject if issuer else profile.subject,
        der.seq(der.time(day(profile.begins)), der.time(day(profile.ends))),
        profile.subject,
        key.spki,
        der.explicit(3, der.seq(*extensions(profile, key, signer))))
    signature = signer.sign(to_sign, profile.digest, profile.scheme)
    if profile.spoiled:
        signature = signature[:-1] + bytes([signature[-1] ^ 1])
    return Certificate(profile, key, issuer, der.seq(to_sign, algorithm, der.bit_string(signature)), serial)
