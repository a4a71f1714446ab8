"""substitutes.py: words about revocation put in the place of the right ones, by whoever is on the network's way

    made = substitutes.mail("ocsp-key-swapped"); beside = substitutes.said("ocsp-key-swapped")

Names in the table are those of the data cases "attack-NAME" as well.  None of them may make the certificate "not revoked";
where a true word says that it is revoked, it stays so.
"""
import dataclasses

import cms
import der
import revocation
from kit import RESPONDER, detached, hello, letter, list_said, pki, recorded
from revocation import Entry, Word
from sources import EARLIER, LIST_PLACE, asked, listed, responded


def impostor():
    """Another key under the issuer's name."""
    return pki.authority("impostor list", pki.intermediate().subject)


class Altered:
    """A word whose identifier of the certificate is changed in one place."""

    def __init__(self, certificate, change, status="good"):
        self.word, self.change = Word(certificate, status), change

    def der(self):
        whole = self.word.der()
        identifier, *rest = der.children(whole, *der.read(whole)[1:])
        pieces = der.children(identifier, *der.read(identifier)[1:])
        return der.seq(der.seq(*self.change(pieces)), *rest)


def with_other_key(pieces):
    algorithm, name, key, number = pieces
    return algorithm, name, der.octet_string(cms.flip(key, -1)[2:]), number


def with_other_name(pieces):
    algorithm, name, key, number = pieces
    return algorithm, der.octet_string(cms.flip(name, -1)[2:]), key, number


def with_padded_number(pieces):
    algorithm, name, key, number = pieces
    return algorithm, name, key, der.tlv(0x02, b"\0" + number[2:])


def with_negative_number(pieces):
    algorithm, name, key, number = pieces
    return algorithm, name, key, der.tlv(0x02, bytes([number[2] | 0x80]) + number[3:])


def answer(*words, by=None, **more):
    return responded(asked(), revocation.response(by or asked().issuer, *words, **more))


def of_another_type():
    """A good answer that says it is something else than a basic response."""
    made = revocation.response(asked().issuer, Word(asked()))
    return responded(asked(), made.replace(der.oid(revocation.OCSP_BASIC), der.oid("1.3.6.1.5.5.7.48.1.5")))


def refused_but_good():
    """The state says try later, and a good answer is there all the same."""
    made = revocation.response(asked().issuer, Word(asked()))
    _, begin, end = der.read(made)
    _, body = der.children(made, begin, end)
    return responded(asked(), der.seq(revocation.enumerated(3), body))


def with_algorithms_that_differ():
    """The list says one algorithm where it is signed over, and another beside its signature."""
    made = revocation.List(listed().issuer).der()
    signed, _, signature = der.children(made, *der.read(made)[1:])
    return der.seq(signed, listed().issuer.key.algorithm("sha384", None), signature)


@dataclasses.dataclass
class Numbered:
    """An entry of a list under another form of the serial number."""
    number: bytes

    def der(self):
        return der.seq(self.number, der.time(revocation.certs.day(EARLIER)))


def listed_with(octets):
    return revocation.line("crl", LIST_PLACE, octets)


def padded():
    return Numbered(der.tlv(0x02, b"\0" + der.integer(listed().serial)[2:]))


def twice():
    """Taken off the list in its first entry, and for good on it in its second."""
    return (Entry(listed(), EARLIER, "remove-from-crl"), Entry(listed(), EARLIER, "key-compromise"))


TABLE = {
    "ocsp-key-swapped": (asked, lambda: answer(Altered(asked(), with_other_key))),
    "ocsp-name-swapped": (asked, lambda: answer(Altered(asked(), with_other_name))),
    "ocsp-serial-padded": (asked, lambda: answer(Altered(asked(), with_padded_number))),
    "ocsp-serial-negative": (asked, lambda: answer(Altered(asked(), with_negative_number))),
    "ocsp-signed-by-impostor": (asked, lambda: answer(Word(asked()), by=impostor())),
    "ocsp-delegated-by-impostor": (asked, lambda: answer(Word(asked()), by=revocation.responder(impostor()))),
    "ocsp-other-type": (asked, of_another_type),
    "ocsp-refused-but-good": (asked, refused_but_good),
    "ocsp-ends-before-it-begins": (asked, lambda: answer(Word(asked(), until="2026-06-14T06:00:00"))),
    "ocsp-a-list-instead": (asked, lambda: responded(asked(), revocation.List(asked().issuer).der())),
    "ocsp-certificate-instead": (asked, lambda: responded(asked(), asked().der)),
    "crl-a-response-instead": (listed, lambda: listed_with(revocation.response(listed().issuer, Word(listed())))),
    "crl-algorithms-differ": (listed, lambda: listed_with(with_algorithms_that_differ())),
    "crl-serial-padded": (listed, lambda: list_said(listed(), padded())),
    "crl-listed-twice": (listed, lambda: list_said(listed(), *twice())),
    "crl-ends-before-it-begins": (listed, lambda: list_said(listed(), until="2026-06-14T06:00:00")),
    "crl-delta-instead": (listed, lambda: list_said(listed(), number=9, base=7)),
    "crl-with-tail": (listed, lambda: listed_with(revocation.List(listed().issuer).der() + b"\x30\x00")),
}


def mail(name):
    return letter(detached(hello(), TABLE[name][0]()))


def said(name):
    return recorded(TABLE[name][1]())
