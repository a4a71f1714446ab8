"""forgery.py: signatures and certificates as somebody makes them who has no right to, or who writes odd ones

    mail = forgery.make("rsa-cube-root-tail")

Names in the table are those of the data cases "attack-NAME" as well.
"""
import dataclasses
import hashlib
import math

import certs
import cms
import der
import keys
import mail
import pki
import seed
from keys import RSA_ENCRYPTION, RSA_WITH
from mail import detached, detached_entity, letter, text

ADDRESS = "info@bank.example"
CONTENT = text("Hello,\n\nyour statement for June is ready.\n\nExample Bank\n")


def sent(body):
    return letter(body)


# --- RSA ---


class CubeKey(keys.RsaKey):
    """RSA with the exponent 3."""

    def __init__(self, name, bits):
        super().__init__(name, bits)
        primes, at = [], 0
        while len(primes) < 2:
            prime = keys.find_prime(f"{name} cube {at}", bits // 2)
            primes += [prime] if prime % 3 == 2 else []
            at += 1
        self.p, self.q = primes
        self.n, self.e = self.p * self.q, 3
        self.d = pow(3, -1, math.lcm(self.p - 1, self.q - 1))
        numbers = der.seq(der.integer(self.n), der.integer(self.e))
        self.spki = der.seq(der.seq(der.oid(RSA_ENCRYPTION), der.null()), der.bit_string(numbers))


def certified(key, **more):
    """The bank's certificate for a key of the test's own."""
    profile = dataclasses.replace(pki.bank().profile, serial_name="forgery", **more)
    return certs.issue(profile, key, pki.intermediate())


def cube():
    return certified(CubeKey("cube", 2048))


def digest_info(hashed, parameters=None):
    algorithm = der.seq(der.oid(keys.DIGESTS["sha256"]), der.null() if parameters is None else parameters)
    return der.seq(algorithm, der.octet_string(hashed))


def cube_root(number):
    low, high = 0, 1 << (number.bit_length() // 3 + 2)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if middle ** 3 < number else (low, middle)
    return low


class Forged:
    """A key that signs by a function of the digest, with no private part."""

    def __init__(self, make):
        self.make = make

    def sign(self, message, digest, scheme=None):
        return self.make(hashlib.new(digest, message).digest())


def with_tail(info):
    """Bleichenbacher 2006: padding and digest at the front, rubbish behind, so that a cube root is near."""
    front = b"\0\x01" + b"\xff" * 8 + b"\0" + info
    root = cube_root(int.from_bytes(front + bytes(256 - len(front)), "big"))
    assert (root ** 3).to_bytes(256, "big").startswith(front)
    return root.to_bytes(256, "big")


def signed_by(certificate, make):
    return sent(detached(CONTENT, cms.Signer(certificate, key=Forged(make))))


def block(make):
    """The bank's own key on a block of another form: OpenSSL must read no more than one form."""
    key = pki.bank().key
    return signed_by(pki.bank(), lambda hashed: key.private(int.from_bytes(make(hashed), "big")).to_bytes(256, "big"))


def padded(info, kind=1, filler=b"\xff", tail=b""):
    return b"\0" + bytes([kind]) + filler * (256 - 3 - len(info) - len(tail)) + b"\0" + info + tail


# --- algorithm identifiers ---


def with_digest_algorithm(octets, content=CONTENT, certificate=None, **more):
    """The digest algorithm of the signer is another than what made the digest."""
    signer = cms.Signer(certificate or pki.bank(), **more)
    info = cms.signer_info(content, signer)
    _, begin, end = der.read(info)
    fields = list(der.children(info, begin, end))
    fields[2] = octets
    return sent(detached_entity(content, cms.signed_data(content, [signer], detached=True, infos=[der.seq(*fields)])))


def with_algorithm(octets, certificate=None):
    return sent(detached(CONTENT, cms.Signer(certificate or pki.bank(), algorithm=octets)))


# --- curves ---


def with_values(change, encode=lambda r, s: der.seq(signed_integer(r), signed_integer(s))):
    """The bank's signature on a curve with other numbers; change(r, s, order) gives them."""
    bank = pki.bank(kind="p-256")
    info = cms.signer_info(CONTENT, cms.Signer(bank))
    _, begin, end = der.read(info)
    *fields, last = der.children(info, begin, end)
    _, at, stop = der.read(last)
    _, inner, stop = der.read(last[at:stop])
    r, s = (int.from_bytes(number[2:], "big") for number in der.children(last[at:], inner, stop))
    changed = der.octet_string(encode(*change(r, s, bank.key.order)))
    return sent(detached_entity(CONTENT, cms.signed_data(CONTENT, [bank], detached=True, infos=[der.seq(*fields, changed)])))


def signed_integer(value):
    size = (value if value >= 0 else ~value).bit_length() // 8 + 1
    return der.tlv(0x02, value.to_bytes(size, "big", signed=True))


class TurnedKey(keys.EcKey):
    """A public key of somebody else on a curve whose base is that very point: the secret is 1 (CVE-2020-0601)."""

    def __init__(self, other):
        self.curve, self.order, self.bits, self.secret = other.curve, other.order, other.bits, 1
        self.other = other
        _, begin, end = der.read(other.spki)
        _, point = der.children(other.spki, begin, end)
        prime = {256: 2**256 - 2**224 + 2**192 + 2**96 - 1, 384: 2**384 - 2**128 - 2**96 + 2**32 - 1}[other.bits]
        size = other.bits // 8
        a = (prime - 3).to_bytes(size, "big")
        b = {256: 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
             384: 0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF}
        field = der.seq(der.oid("1.2.840.10045.1.1"), der.integer(prime))
        curve = der.seq(der.octet_string(a), der.octet_string(b[other.bits].to_bytes(size, "big")))
        _, start, stop = der.read(point)
        parameters = der.seq(der.integer(1), field, curve, der.octet_string(point[start + 1:stop]), der.integer(self.order), der.integer(1))
        self.spki = der.seq(der.seq(der.oid(keys.EC_PUBLIC_KEY), parameters), point)

    def sign(self, message, digest, scheme=None):
        hashed = hashlib.new(digest, message).digest()
        k = self.draw(hashed, digest)
        from cryptography.hazmat.primitives.asymmetric import ec
        r = ec.derive_private_key(k * self.other.secret % self.order, self.curve()).public_key().public_numbers().x % self.order
        return der.seq(der.integer(r), der.integer(pow(k, -1, self.order) * (self.truncate(hashed) + r) % self.order))


def turned_authority(real):
    """The same names and public point; whoever made it has no key of the real one."""
    key = TurnedKey(real.key)
    profile = dataclasses.replace(real.profile)
    return certs.issue(profile, key, real.issuer) if real.issuer is None else dataclasses.replace(
        certs.issue(profile, key, dataclasses.replace(real.issuer, key=key)), issuer=real.issuer)


def under_turned(real):
    authority = turned_authority(real)
    leaf = pki.organisation("Example Bank Ltd.", ADDRESS, issuer=authority, kind="p-256")
    return sent(detached(CONTENT, leaf, certificates=[leaf.der, authority.der]))


def turned_signer():
    """The bank's own public point on a turned curve, certified by nobody."""
    real = pki.bank(kind="p-256")
    fake = certs.issue(dataclasses.replace(real.profile, spoiled=True), TurnedKey(real.key), real.issuer)
    return sent(detached(CONTENT, fake, certificates=[fake.der, *cms.bag([cms.Signer(real)])]))


# --- names, numbers, identifiers ---


def reissued(certificate, change):
    """The same certificate with other values in what is signed; change(fields) edits them."""
    _, begin, end = der.read(certificate.der)
    inside, algorithm, _ = der.children(certificate.der, begin, end)
    _, begin, end = der.read(inside)
    fields = list(der.children(inside, begin, end))
    change(fields)
    to_sign = der.seq(*fields)
    signature = certificate.issuer.key.sign(to_sign, "sha256")
    return dataclasses.replace(certificate, der=der.seq(to_sign, algorithm, der.bit_string(signature)))


def named_by(serial):
    """A signer's info that names the bank's authority and a number given as octets."""
    info = cms.signer_info(CONTENT, cms.Signer(pki.bank()))
    _, begin, end = der.read(info)
    fields = list(der.children(info, begin, end))
    fields[1] = der.seq(pki.bank().issuer_name, serial)
    return der.seq(*fields)


def numbered(in_certificate, in_info):
    """The bank's certificate with one number, its signature naming another."""
    bank = reissued(pki.bank(), lambda fields: fields.__setitem__(1, in_certificate))
    made = cms.signed_data(CONTENT, [pki.bank()], detached=True, infos=[named_by(in_info)], certificates=[bank.der, pki.intermediate().der])
    return sent(detached_entity(CONTENT, made))


def shared_key_identifier():
    """Mallory's certificate claims the bank's key identifier; both lie there, his key signed."""
    bank, mallory = pki.bank(), pki.mallory()
    identifier = certs.extension("2.5.29.14", der.octet_string(bank.key_identifier))
    own = certs.extension("2.5.29.14", der.octet_string(mallory.key_identifier))
    claimed = reissued(mallory, lambda fields: fields.__setitem__(-1, fields[-1].replace(own, identifier)))
    signer = cms.Signer(bank, by_key=True, key=mallory.key)
    return sent(detached(CONTENT, signer, certificates=[bank.der, claimed.der, pki.intermediate().der]))


def without_key_identifier():
    """The number and issuer of the bank, the certificate of Mallory alone."""
    signer = cms.Signer(pki.bank(), key=pki.mallory().key)
    return sent(detached(CONTENT, signer, certificates=[pki.mallory().der, pki.intermediate().der]))


HUGE = der.oid("1.2.840." + str(1 << 4000))
LONG = der.oid("1.3.6.1.4.1." + ".".join(["4294967296"] * 400))


def with_attribute(*more):
    attributes = [cms.content_type(), cms.message_digest(CONTENT), *more]
    return sent(detached(CONTENT, cms.Signer(pki.bank(), attributes=attributes)))


def with_name(**parts):
    """Signed with a certificate of the private sort, whose name holds what no name should."""
    profile = dataclasses.replace(pki.bank().profile, subject=certs.name(**parts), serial_name=f"name {sorted(parts.items())}")
    return sent(detached(CONTENT, certs.issue(profile, pki.bank().key, pki.intermediate())))


NULL, SHA256 = der.null(), der.oid(keys.DIGESTS["sha256"])
ECDSA256 = der.oid(keys.ECDSA_WITH["sha256"])
FORGERIES = {
    "rsa-exponent-3": lambda: sent(detached(CONTENT, cube())),
    "rsa-cube-root-tail": lambda: signed_by(cube(), lambda hashed: with_tail(digest_info(hashed))),
    "rsa-cube-root-parameters": lambda: signed_by(cube(), lambda hashed: with_tail(digest_info(hashed, der.octet_string(bytes(10))))),
    "rsa-signature-one": lambda: signed_by(pki.bank(), lambda hashed: (1).to_bytes(256, "big")),
    "rsa-signature-modulus": lambda: signed_by(pki.bank(), lambda hashed: pki.bank().key.n.to_bytes(256, "big")),
    "rsa-signature-plus-modulus": lambda: signed_by(pki.bank(), lambda hashed: (pki.bank().key.private(int.from_bytes(padded(
        digest_info(hashed)), "big")) + pki.bank().key.n).to_bytes(257, "big")),
    "rsa-padding-tail": lambda: block(lambda hashed: padded(digest_info(hashed), tail=bytes(8))),
    "rsa-padding-kind-2": lambda: block(lambda hashed: padded(digest_info(hashed), 2)),
    "rsa-padding-other-filler": lambda: block(lambda hashed: padded(digest_info(hashed), filler=b"\xfe")),
    "rsa-padding-no-digest-name": lambda: block(lambda hashed: padded(hashed)),
    "rsa-padding-other-digest-name": lambda: block(lambda hashed: padded(der.seq(keys.digest_algorithm("sha512", True), der.octet_string(hashed)))),
    "rsa-padding-parameters": lambda: block(lambda hashed: padded(digest_info(hashed, der.octet_string(b"x")))),
    "rsa-padding-twice": lambda: block(lambda hashed: padded(digest_info(hashed) + digest_info(bytes(32)))),
    "digest-name-swapped": lambda: with_digest_algorithm(keys.digest_algorithm("sha512")),
    "digest-name-swapped-no-attributes": lambda: with_digest_algorithm(keys.digest_algorithm("sha512"), attributes=False),
    "digest-parameters-null": lambda: with_digest_algorithm(der.seq(SHA256, NULL)),
    "digest-parameters-odd": lambda: with_digest_algorithm(der.seq(SHA256, der.octet_string(b"x"))),
    "rsa-parameters-absent": lambda: with_algorithm(der.seq(der.oid(RSA_ENCRYPTION))),
    "rsa-parameters-odd": lambda: with_algorithm(der.seq(der.oid(RSA_ENCRYPTION), der.integer(3))),
    "rsa-other-digest-in-name": lambda: with_algorithm(der.seq(der.oid(RSA_WITH["sha512"]), NULL)),
    "ecdsa-parameters-null": lambda: with_algorithm(der.seq(ECDSA256, NULL), pki.bank(kind="p-256")),
    "ecdsa-parameters-curve": lambda: with_algorithm(der.seq(ECDSA256, der.oid(keys.CURVES["p-256"][1])), pki.bank(kind="p-256")),
    "rsa-name-on-curve-key": lambda: with_algorithm(der.seq(der.oid(RSA_ENCRYPTION), NULL), pki.bank(kind="p-256")),
    "ecdsa-zero-r": lambda: with_values(lambda r, s, n: (0, s)),
    "ecdsa-zero-s": lambda: with_values(lambda r, s, n: (r, 0)),
    "ecdsa-one-one": lambda: with_values(lambda r, s, n: (1, 1)),
    "ecdsa-order": lambda: with_values(lambda r, s, n: (n, n)),
    "ecdsa-above-order": lambda: with_values(lambda r, s, n: (r, s + n)),
    "ecdsa-r-above-order": lambda: with_values(lambda r, s, n: (r + n, s)),
    "ecdsa-negative": lambda: with_values(lambda r, s, n: (r, -s)),
    "ecdsa-twin": lambda: with_values(lambda r, s, n: (r, n - s)),
    "ecdsa-long-lengths": lambda: with_values(lambda r, s, n: (r, s), lambda r, s: b"\x30\x81" + bytes([len(
        der.integer(r) + der.integer(s))]) + der.integer(r) + der.integer(s)),
    "ecdsa-tail": lambda: with_values(lambda r, s, n: (r, s), lambda r, s: der.seq(der.integer(r), der.integer(s)) + b"\0\0"),
    "ecdsa-third-number": lambda: with_values(lambda r, s, n: (r, s), lambda r, s: der.seq(der.integer(r), der.integer(s), der.integer(1))),
    "curve-turned-authority": lambda: under_turned(pki.curve_authority()),
    "curve-turned-root": lambda: under_turned(pki.root("E1", "p-384")),
    "curve-turned-signer": turned_signer,
    "serial-negative": lambda: numbered(signed_integer(-77), signed_integer(-77)),
    "serial-sign-lost": lambda: numbered(signed_integer(-77), signed_integer(256 - 77)),
    "serial-leading-zero": lambda: numbered(signed_integer(99), der.tlv(0x02, b"\0\x63")),
    "serial-zero": lambda: numbered(signed_integer(0), signed_integer(0)),
    "serial-huge": lambda: numbered(der.integer(1 << 4000), der.integer(1 << 4000)),
    "key-identifier-shared": shared_key_identifier,
    "certificate-swapped": without_key_identifier,
    "oid-huge-attribute": lambda: with_attribute(der.seq(HUGE, der.set_of(NULL))),
    "oid-long-attribute": lambda: with_attribute(der.seq(LONG, der.set_of(NULL))),
    "oid-huge-algorithm": lambda: with_algorithm(der.seq(HUGE)),
    "oid-huge-policy": lambda: sent(detached(CONTENT, certified(pki.bank().key, extra=(certs.extension("2.5.29.32", der.seq(
        der.seq(HUGE))),), policies=()))),
    "oid-padded-content-type": lambda: with_attribute(der.seq(der.tlv(0x06, b"\x2a\x86\x48\x86\xf7\x0d\x01\x80\x09\x03"), der.set_of(
        der.oid(cms.SIGNED_DATA)))),
    "name-nul": lambda: with_name(O="Example Bank Ltd.\0 of Mallory", CN="Mallory"),
    "name-line-ends": lambda: with_name(O="Example Bank Ltd.\r\nverified", CN="Mallory"),
    "name-turned": lambda: with_name(O="Mallory \u202e.dtL knaB elpmaxE", CN="Mallory"),
}


def make(name):
    return FORGERIES[name]()
