"""keys.py: key pairs that belong to names, and signatures that come out the same each time

RSA primes are searched from a seed, ECDSA draws its number by RFC 6979, PSS
takes its salt from the message.  These keys are public: they protect nothing.
"""
import functools
import hashlib
import hmac
import math

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import der
import seed

RSA_ENCRYPTION = "1.2.840.113549.1.1.1"
RSA_PSS = "1.2.840.113549.1.1.10"
MGF1 = "1.2.840.113549.1.1.8"
EC_PUBLIC_KEY = "1.2.840.10045.2.1"
ED25519 = "1.3.101.112"

DIGESTS = {
    "md5": "1.2.840.113549.2.5",
    "sha1": "1.3.14.3.2.26",
    "sha224": "2.16.840.1.101.3.4.2.4",
    "sha256": "2.16.840.1.101.3.4.2.1",
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
}
RSA_WITH = {
    "md5": "1.2.840.113549.1.1.4",
    "sha1": "1.2.840.113549.1.1.5",
    "sha224": "1.2.840.113549.1.1.14",
    "sha256": "1.2.840.113549.1.1.11",
    "sha384": "1.2.840.113549.1.1.12",
    "sha512": "1.2.840.113549.1.1.13",
}
ECDSA_WITH = {
    "sha1": "1.2.840.10045.4.1",
    "sha256": "1.2.840.10045.4.3.2",
    "sha384": "1.2.840.10045.4.3.3",
    "sha512": "1.2.840.10045.4.3.4",
}
# name: (class of cryptography, OID, order of the group)
CURVES = {
    "p-224": (ec.SECP224R1, "1.3.132.0.33",
              0xFFFFFFFFFFFFFFFFFFFFFFFFFFFF16A2E0B8F03E13DD29455C5C2A3D),
    "p-256": (ec.SECP256R1, "1.2.840.10045.3.1.7",
              0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551),
    "p-384": (ec.SECP384R1, "1.3.132.0.34",
              0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973),
    "p-521": (ec.SECP521R1, "1.3.132.0.35",
              (2 ** 265 - 6) << 256 | 0x51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409),
}


def digest_algorithm(digest, with_null=False):
    return der.seq(der.oid(DIGESTS[digest]), *([der.null()] if with_null else []))


def small_primes(below):
    sieve = bytearray([1]) * below
    for n in range(2, int(below ** 0.5) + 1):
        if sieve[n]:
            sieve[n * n::n] = bytes(len(range(n * n, below, n)))
    return [n for n in range(3, below) if sieve[n]]


SMALL_PRODUCT = math.prod(small_primes(10000))


def is_prime(n):
    """Miller-Rabin; eight bases are plenty for numbers that nobody chose to deceive us."""
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in (2, 3, 5, 7, 11, 13, 17, 19):
        x = pow(base, odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def find_prime(name, bits):
    """The first prime at or after a seeded number with its two highest bits set."""
    n = seed.number(name, bits) | 1 << (bits - 2) | 1
    while math.gcd(n, SMALL_PRODUCT) != 1 or n % 65537 == 1 or not is_prime(n):
        n += 2
    return n


class RsaKey:
    """An RSA key pair; signs with PKCS #1 v1.5 or, asked for "pss", with PSS."""

    kind = "rsa"

    def __init__(self, name, bits, pss_only=False):
        self.bits = bits
        self.p, self.q = (find_prime(f"{name} {which}", bits // 2) for which in "pq")
        self.n, self.e = self.p * self.q, 65537
        self.d = pow(self.e, -1, math.lcm(self.p - 1, self.q - 1))
        numbers = der.seq(der.integer(self.n), der.integer(self.e))
        algorithm = der.seq(der.oid(RSA_PSS)) if pss_only else der.seq(der.oid(RSA_ENCRYPTION), der.null())
        self.spki = der.seq(algorithm, der.bit_string(numbers))
        self.scheme = "pss" if pss_only else "rsa"

    def private(self, number):
        """Decrypts with the remainder theorem, four times as fast as at once."""
        s1 = pow(number % self.p, self.d % (self.p - 1), self.p)
        s2 = pow(number % self.q, self.d % (self.q - 1), self.q)
        return s2 + self.q * ((s1 - s2) * pow(self.q, -1, self.p) % self.p)

    def algorithm(self, digest, scheme=None):
        if (scheme or self.scheme) == "pss":
            return pss_algorithm(digest)
        return der.seq(der.oid(RSA_WITH[digest]), der.null())

    def sign(self, message, digest, scheme=None):
        hashed = hashlib.new(digest, message).digest()
        size = (self.n.bit_length() + 7) // 8
        if (scheme or self.scheme) == "pss":
            block = pss_encode(hashed, digest, self.n.bit_length() - 1)
        else:
            info = der.seq(digest_algorithm(digest, with_null=True), der.octet_string(hashed))
            block = b"\0\x01" + b"\xff" * (size - len(info) - 3) + b"\0" + info
        return self.private(int.from_bytes(block, "big")).to_bytes(size, "big")


def pss_algorithm(digest):
    """RFC 4055 section 3.1, with a salt as long as the digest."""
    hashing = digest_algorithm(digest, with_null=True)
    return der.seq(der.oid(RSA_PSS), der.seq(
        der.explicit(0, hashing),
        der.explicit(1, der.seq(der.oid(MGF1), hashing)),
        der.explicit(2, der.integer(hashlib.new(digest).digest_size))))


def pss_encode(hashed, digest, bits):
    """EMSA-PSS-ENCODE, RFC 8017 section 9.1.1; the salt belongs to the digest."""
    size = (bits + 7) // 8
    salt = seed.octets("salt " + hashed.hex(), len(hashed))
    h = hashlib.new(digest, bytes(8) + hashed + salt).digest()
    block = bytes(size - len(salt) - len(h) - 2) + b"\x01" + salt
    mask = b"".join(hashlib.new(digest, h + at.to_bytes(4, "big")).digest()
                    for at in range(len(block) // len(h) + 1))
    masked = bytearray(a ^ b for a, b in zip(block, mask))
    masked[0] &= 0xFF >> (8 * size - bits)
    return bytes(masked) + h + b"\xbc"


class EcKey:
    """An ECDSA key pair."""

    kind = "ec"
    scheme = "ecdsa"

    def __init__(self, name, curve, secret=None):
        self.curve, identifier, self.order = CURVES[curve]
        self.bits = self.order.bit_length()
        self.secret = secret or seed.number(name, self.bits + 64) % (self.order - 1) + 1
        point = ec.derive_private_key(self.secret, self.curve()).public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint)
        self.spki = der.seq(der.seq(der.oid(EC_PUBLIC_KEY), der.oid(identifier)), der.bit_string(point))

    def algorithm(self, digest, scheme=None):
        return der.seq(der.oid(ECDSA_WITH[digest]))

    def draw(self, hashed, digest):
        """The number k, RFC 6979 section 3.2."""
        size = (self.bits + 7) // 8
        z = self.truncate(hashed) % self.order
        seed_octets = self.secret.to_bytes(size, "big") + z.to_bytes(size, "big")
        mac = lambda key, data: hmac.new(key, data, digest).digest()
        v = b"\x01" * len(hashed)
        k = mac(bytes(len(hashed)), v + b"\0" + seed_octets)
        v = mac(k, v)
        k = mac(k, v + b"\x01" + seed_octets)
        v = mac(k, v)
        while True:
            t = b""
            while len(t) * 8 < self.bits:
                v = mac(k, v)
                t += v
            number = self.truncate(t)
            if 0 < number < self.order:
                return number
            k = mac(k, v + b"\0")
            v = mac(k, v)

    def truncate(self, octets):
        return int.from_bytes(octets, "big") >> max(0, 8 * len(octets) - self.bits)

    def sign(self, message, digest, scheme=None):
        hashed = hashlib.new(digest, message).digest()
        k = self.draw(hashed, digest)
        r = ec.derive_private_key(k, self.curve()).public_key().public_numbers().x % self.order
        s = pow(k, -1, self.order) * (self.truncate(hashed) + r * self.secret) % self.order
        return der.seq(der.integer(r), der.integer(s))


class EdKey:
    """An Ed25519 key pair."""

    kind = "ed25519"
    scheme = "ed25519"
    bits = 256

    def __init__(self, name):
        self.key = ed25519.Ed25519PrivateKey.from_private_bytes(seed.octets(name, 32))
        public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.spki = der.seq(der.seq(der.oid(ED25519)), der.bit_string(public))

    def algorithm(self, digest, scheme=None):
        return der.seq(der.oid(ED25519))

    def sign(self, message, digest, scheme=None):
        return self.key.sign(message)


@functools.cache
def key(name, kind="rsa-2048"):
    """The key of that name: rsa-BITS, rsa-pss-BITS, ed25519 or a curve."""
    if kind.startswith("rsa-"):
        return RsaKey(f"{name} {kind}", int(kind.split("-")[-1]), pss_only="pss" in kind)
    if kind == "ed25519":
        return EdKey(f"{name} {kind}")
    return EcKey(f"{name} {kind}", kind)
