"""der.py: ASN.1 values as octets (X.690)

A handful of functions that put octets together, so that wrong, doubled and
oddly ordered values are as easy to write as right ones.  Nothing is parsed
but what to_ber() needs.
"""

SEQUENCE, SET, OCTETS = 0x30, 0x31, 0x04


def length(size):
    if size < 0x80:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def tlv(tag, *contents):
    body = b"".join(contents)
    return bytes([tag]) + length(len(body)) + body


def seq(*values):
    return tlv(SEQUENCE, *values)


def set_of(*values):
    """DER wants the members of a SET OF in order (X.690 11.6)."""
    return tlv(SET, *sorted(values))


def oid(text):
    first, second, *rest = (int(arc) for arc in text.split("."))
    out = b""
    for arc in [first * 40 + second, *rest]:
        digits = [arc & 0x7F]
        while arc := arc >> 7:
            digits.append(0x80 | arc & 0x7F)
        out += bytes(reversed(digits))
    return tlv(0x06, out)


def integer(value):
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def boolean(value):
    return tlv(0x01, b"\xff" if value else b"\x00")


def null():
    return tlv(0x05)


def octet_string(value):
    return tlv(OCTETS, value)


def bit_string(value, unused=0):
    return tlv(0x03, bytes([unused]), value)


def named_bits(*bits):
    """A BIT STRING with the given bits set and no trailing zeros (X.690 11.2)."""
    size = max(bits) + 1
    value = sum(1 << (size - 1 - bit) for bit in bits)
    unused = -size % 8
    return bit_string((value << unused).to_bytes((size + 7) // 8, "big"), unused)


def utf8(text):
    return tlv(0x0C, text.encode())


def printable(text):
    return tlv(0x13, text.encode("ascii"))


def ia5(text):
    return tlv(0x16, text.encode("ascii"))


def time(moment):
    """UTCTime to the end of 2049, GeneralizedTime after (RFC 5280 4.1.2.5)."""
    if moment.year < 2050:
        return tlv(0x17, moment.strftime("%y%m%d%H%M%SZ").encode())
    return tlv(0x18, moment.strftime("%Y%m%d%H%M%SZ").encode())


def explicit(number, *values):
    return tlv(0xA0 | number, *values)


def implicit(number, value):
    """Another tag around the contents of a value, primitive or constructed as it was."""
    return bytes([0x80 | number | value[0] & 0x20]) + value[1:]


def read(octets, start=0):
    """Tag, first octet of the contents and end of one definite DER value."""
    size = octets[start + 1]
    begin = start + 2
    if size & 0x80:
        digits = size & 0x7F
        size = int.from_bytes(octets[begin:begin + digits], "big")
        begin += digits
    return octets[start], begin, begin + size


def children(octets, begin, end):
    """The values inside a constructed one, each as octets."""
    found = []
    while begin < end:
        _, _, after = read(octets, begin)
        found.append(octets[begin:after])
        begin = after
    return found


def to_ber(value, chunk=1000, nested=False, level=0):
    """A signed-data ContentInfo in BER with indefinite lengths, as streaming programs write it.

    Octet strings longer than `chunk` come in pieces.  With `nested` the pieces
    are in pieces, and every set and signer has an indefinite length as well.
    Certificates and what is signed stay DER.
    """
    tag, begin, end = read(value)
    body = value[begin:end]
    if tag == OCTETS and len(body) > chunk:
        pieces = [octet_string(body[at:at + chunk]) for at in range(0, len(body), chunk)]
        if nested:
            pieces = [b"\x24\x80" + piece + b"\0\0" for piece in pieces]
        return b"\x24\x80" + b"".join(pieces) + b"\0\0"
    # SignedData's members are at level 3: its certificates, its sets, and the content's frame.
    stays = level == 3 and (tag == 0xA0 or tag == SET and not nested)
    if tag & 0x20 and level < 5 and not stays:
        inner = [to_ber(child, chunk, nested, level + 1) for child in children(value, begin, end)]
        return bytes([tag]) + b"\x80" + b"".join(inner) + b"\0\0"
    return value
