"""cms.py: signed, encrypted and compressed data (RFC 5652, RFC 3274)

Sign what is right with signed_data(); what is wrong is said by the fields of
Signer or by handing in other pieces.  Everything comes out as DER; der.to_ber()
makes the other form of it.
"""
import dataclasses
import datetime
import hashlib
import zlib

import der
import keys
import moment
import seed

DATA = "1.2.840.113549.1.7.1"
SIGNED_DATA = "1.2.840.113549.1.7.2"
ENVELOPED_DATA = "1.2.840.113549.1.7.3"
ENCRYPTED_DATA = "1.2.840.113549.1.7.6"
COMPRESSED_DATA = "1.2.840.113549.1.9.16.1.9"
AUTH_ENVELOPED_DATA = "1.2.840.113549.1.9.16.1.23"
CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"
CAPABILITIES = "1.2.840.113549.1.9.15"


def attribute(identifier, *values):
    return der.seq(der.oid(identifier), der.set_of(*values))


def content_type(identifier=DATA):
    return attribute(CONTENT_TYPE, der.oid(identifier))


def message_digest(content, digest="sha256"):
    return attribute(MESSAGE_DIGEST, der.octet_string(hashlib.new(digest, content).digest()))


def signing_time(when=None):
    return attribute(SIGNING_TIME, der.time(datetime.datetime.fromisoformat(when or moment.signed())))


def capabilities():
    return attribute(CAPABILITIES, der.seq(der.seq(der.oid("2.16.840.1.101.3.4.1.42"))))


@dataclasses.dataclass
class Signer:
    """How one signer signs; the defaults are what mail programs do.

    attributes: None for the usual ones, a list for others, False for none.
    time: the signing time, "" for no such attribute.
    spoil: "signature", "attributes" or "digest": what is changed after signing.
    algorithm: another AlgorithmIdentifier than the one that was used.
    signs: other octets than the content.
    by_key: named by its key identifier instead of issuer and serial number.
    key: signs instead of the certificate's own key.
    """

    certificate: object
    digest: str = "sha256"
    scheme: str | None = None
    attributes: list | bool | None = None
    time: str = dataclasses.field(default_factory=moment.signed)
    spoil: str = ""
    algorithm: bytes | None = None
    plain_rsa: bool = True
    signs: bytes | None = None
    by_key: bool = False
    key: object = None


def standard_attributes(content, signer):
    found = [content_type(), message_digest(content, signer.digest)]
    return found + ([signing_time(signer.time)] if signer.time else [])


def signature_algorithm(signer):
    key = signer.certificate.key
    scheme = signer.scheme or key.scheme
    if signer.algorithm is not None:
        return signer.algorithm
    if scheme == "rsa" and signer.plain_rsa:
        return der.seq(der.oid(keys.RSA_ENCRYPTION), der.null())
    return key.algorithm(signer.digest, scheme)


def flip(octets, at):
    changed = bytearray(octets)
    changed[at] ^= 1
    return bytes(changed)


def signer_info(content, signer):
    """SignerInfo, RFC 5652 section 5.3."""
    certificate = signer.certificate
    content = content if signer.signs is None else signer.signs
    attributes = standard_attributes(content, signer) if signer.attributes is None else signer.attributes
    signed = content if attributes is False else der.set_of(*attributes)
    signature = (signer.key or certificate.key).sign(signed, signer.digest, signer.scheme)
    if signer.spoil == "signature":
        signature = flip(signature, len(signature) // 2)
    if signer.spoil == "attributes":
        attributes = [*attributes[:-1], signing_time("2026-06-14T00:00:00")]
    wire = [] if attributes is False else [der.implicit(0, der.set_of(*attributes))]
    by_name = der.seq(certificate.issuer_name, der.integer(certificate.serial))
    by_key = der.implicit(0, der.octet_string(certificate.key_identifier))
    return der.seq(
        der.integer(3 if signer.by_key else 1),
        by_key if signer.by_key else by_name,
        keys.digest_algorithm(signer.digest),
        *wire,
        signature_algorithm(signer),
        der.octet_string(signature))


def as_signer(given):
    return given if isinstance(given, Signer) else Signer(given)


def bag(signers):
    """Each certificate from the signers to below their roots, once."""
    found = []
    for signer in signers:
        found += [c.der for c in signer.certificate.chain() if c.der not in found]
    return found


def signed_data(content, signers, *, detached, certificates=None, infos=None, inner_type=DATA, more=()):
    """ContentInfo with SignedData, RFC 5652 section 5.1.

    certificates: other ones than the signers' own chains, as DER.
    infos: SignerInfo octets instead of those made from the signers.
    more: further certificates in the bag.
    """
    signers = [as_signer(signer) for signer in signers]
    infos = [signer_info(content, signer) for signer in signers] if infos is None else infos
    inside = bag(signers) if certificates is None else certificates
    inside = [*inside, *(c.der for c in more)]
    carried = [] if detached else [der.explicit(0, der.octet_string(content))]
    return der.seq(der.oid(SIGNED_DATA), der.explicit(0, der.seq(
        der.integer(1),
        der.set_of(*{keys.digest_algorithm(signer.digest) for signer in signers}),
        der.seq(der.oid(inner_type), *carried),
        *([der.implicit(0, der.set_of(*inside))] if inside else []),
        der.set_of(*infos))))


def certificates_only(certificates):
    return signed_data(b"", [], detached=True, certificates=[c.der for c in certificates])


def recipient(certificate):
    """KeyTransRecipientInfo; the key in it opens nothing."""
    return der.seq(
        der.integer(0),
        der.seq(certificate.issuer_name, der.integer(certificate.serial)),
        der.seq(der.oid(keys.RSA_ENCRYPTION), der.null()),
        der.octet_string(seed.octets("sealed key", 256)))


def enveloped_data(certificate, size=400):
    """Encrypted mail that nobody can open: what is inside is noise."""
    cipher = der.seq(der.oid("2.16.840.1.101.3.4.1.42"), der.octet_string(seed.octets("vector", 16)))
    hidden = der.implicit(0, der.octet_string(seed.octets("hidden", size // 16 * 16)))
    return der.seq(der.oid(ENVELOPED_DATA), der.explicit(0, der.seq(
        der.integer(0), der.set_of(recipient(certificate)),
        der.seq(der.oid(DATA), cipher, hidden))))


def auth_enveloped_data(certificate, size=400):
    """The same with AES-GCM (RFC 5083)."""
    nonce = der.seq(der.octet_string(seed.octets("nonce", 12)), der.integer(16))
    cipher = der.seq(der.oid("2.16.840.1.101.3.4.1.46"), nonce)
    hidden = der.implicit(0, der.octet_string(seed.octets("hidden", size)))
    return der.seq(der.oid(AUTH_ENVELOPED_DATA), der.explicit(0, der.seq(
        der.integer(0), der.set_of(recipient(certificate)),
        der.seq(der.oid(DATA), cipher, hidden), der.octet_string(seed.octets("tag", 16)))))


def encrypted_data(size=400):
    """EncryptedData, RFC 5652 section 8: with a key that is agreed elsewhere."""
    cipher = der.seq(der.oid("2.16.840.1.101.3.4.1.42"), der.octet_string(seed.octets("vector", 16)))
    hidden = der.implicit(0, der.octet_string(seed.octets("hidden", size // 16 * 16)))
    return der.seq(der.oid(ENCRYPTED_DATA), der.explicit(0, der.seq(
        der.integer(0), der.seq(der.oid(DATA), cipher, hidden))))


def compressed_data(content):
    squeezed = zlib.compress(content, 9)
    return der.seq(der.oid(COMPRESSED_DATA), der.explicit(0, der.seq(
        der.integer(0), der.seq(der.oid("1.2.840.113549.1.9.16.3.8")),
        der.seq(der.oid(DATA), der.explicit(0, der.octet_string(squeezed))))))
