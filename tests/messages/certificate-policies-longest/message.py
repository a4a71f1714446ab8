from kit import *

SIZE = 8192  # of the extension; CF_LIMIT_CERT_POLICY_BYTES are read


def policies(fill):
    place = der.seq(der.oid("1.3.6.1.5.5.7.2.1"), der.tlv(0x16, b"h" * fill))
    return der.seq(der.seq(der.oid(pki.ORGANISATION), der.seq(place)))


def make():
    value = policies(SIZE - (len(policies(SIZE)) - SIZE))
    assert len(value) == SIZE
    return letter(detached(hello(), bank(policies=(), extra=(certs.extension("2.5.29.32", value),))))
