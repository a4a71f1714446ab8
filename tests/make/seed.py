"""seed.py: numbers that look random and are the same in every run

Test material is compared byte by byte between runs, so nothing in tests/make
asks the system for randomness or for the time.
"""
import hashlib


def octets(name, length):
    """The first `length` octets of the stream that belongs to a name."""
    out = b""
    block = 0
    while len(out) < length:
        out += hashlib.sha256(f"certfirst tests {block} {name}".encode()).digest()
        block += 1
    return out[:length]


def number(name, bits):
    """A number of exactly `bits` bits that belongs to a name."""
    value = int.from_bytes(octets(name, (bits + 7) // 8), "big")
    value &= (1 << bits) - 1
    return value | (1 << (bits - 1))


def choose(name, below):
    """A number from 0 to below - 1 that belongs to a name."""
    return int.from_bytes(octets(name, 16), "big") % below
