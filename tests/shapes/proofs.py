"""proofs.py: the shapes of signatures, certificates, seals, answers and policies; they enter the table of shapes.py"""
import dataclasses
import functools

from kit import *
from shapes import Made, shape, signer, unsigned


def opaque_of(octets):
    return letter(opaque_entity(octets))


# --- signatures ---


@shape(7, 14)
def nested_ber(size):
    content = der.octet_string(b"Hello\r\n")
    for _ in range(size):
        content = b"\x24\x80" + content + b"\0\0"
    return opaque_of(der.seq(der.oid(cms.SIGNED_DATA), der.explicit(0, content)))


@shape(5000, 500000)
def nested_ber_beyond(size):
    return opaque_of(b"\x30\x80" * size + b"\0\0" * size)


@shape(1000, 100000)
def content_in_pieces(size):
    """Each octet of the content in a string of its own."""
    signed = b"Content-Type: text/plain\r\n\r\n" + b"x" * size
    return opaque_of(der.to_ber(cms.signed_data(signed, [signer()], detached=False), chunk=1))


@shape(3, 8)
def signers(size):
    return letter(detached(hello(), *[signer()] * size))


@shape(150, 5000)
def signers_beyond(size):
    octets = cms.signed_data(hello(), [signer()], detached=True, infos=[cms.signer_info(hello(), cms.as_signer(signer()))] * size)
    return letter(detached_entity(hello(), octets))


@functools.cache
def strangers(count):
    """Their keys are one: a new one takes a while to find."""
    profile = mallory().profile
    return [certs.issue(dataclasses.replace(profile, serial_name=f"stranger {number}"), mallory().key, pki.intermediate())
            for number in range(count)]


@shape(8, 30)
def certificates(size):
    return letter(detached(hello(), signer(), more=strangers(size)))


@shape(120, 10000)
def certificates_beyond(size):
    return letter(detached(hello(), signer(), certificates=[c.der for c in signer().chain()] + [mallory().der] * size))


@shape(14, 28)
def certificates_crossing(size):
    """Authorities that issue each other: there are far more paths than certificates."""
    authority, crossing = pki.crossing(8)
    return letter(detached(hello(), bank(issuer=authority, kind="p-256"), more=crossing[:size]))


@shape(250, 1000)
def names_in_a_certificate(size):
    names = tuple(f"a{number}@bank.example" for number in range(size))
    return letter(detached(hello(), bank(mailboxes=names)))


@shape(8000, 32000)
def names_in_a_certificate_beyond(size):
    return letter(detached(hello(), bank(mailboxes=("a@b.example",) * size)))


def constrained(subtrees, names):
    permitted = der.seq(der.tlv(0xA0, *[der.seq(der.implicit(1, der.ia5(f"h{number}.example"))) for number in range(subtrees)],
                                der.seq(der.implicit(1, der.ia5("bank.example")))))
    authority = pki.intermediate("Example Bound CA", "p-256", extra=(certs.extension("2.5.29.30", permitted, True),))
    boxes = ("info@bank.example", *(f"a{number}@bank.example" for number in range(names)))
    return letter(detached(hello(), bank(issuer=authority, kind="p-256", mailboxes=boxes)))


@shape(150, 600)
def name_constraints(size):
    return constrained(size, 30)


@shape(2200, 1500)
def name_constraints_beyond(size):
    return constrained(size, size // 2)


@shape(50, 400)
def extensions_in_a_certificate(size):
    extra = tuple(certs.extension(f"1.3.6.1.4.1.55555.1.{number}", der.null()) for number in range(size))
    return letter(detached(hello(), bank(extra=extra)))


@shape(15, 150)
def policies_in_a_certificate(size):
    return letter(detached(hello(), bank(policies=tuple(f"1.3.6.1.4.1.55555.2.{number}" for number in range(size)))))


@shape(30, 400)
def names_of_a_subject(size):
    parts = [der.set_of(der.seq(der.oid("2.5.4.11"), der.utf8(f"unit {number}"))) for number in range(size)]
    return letter(detached(hello(), pki.holder("info@bank.example", der.seq(*parts), pki.intermediate(), mailboxes=("info@bank.example",))))


def odd_info(*more):
    attributes = [*cms.standard_attributes(hello(), cms.as_signer(signer())), *more]
    return letter(detached(hello(), Signer(signer(), attributes=attributes)))


@shape(10000, 500000)
def identifier_that_is_huge(size):
    return odd_info(der.seq(der.tlv(0x06, b"\x2a" + b"\xff" * size + b"\x01"), der.set_of(der.null())))


@shape(150, 20000)
def attributes(size):
    return odd_info(*[cms.attribute(f"1.3.6.1.4.1.55555.3.{number}", der.null()) for number in range(size)])


@shape(150, 20000)
def values_of_an_attribute(size):
    return odd_info(cms.attribute("1.3.6.1.4.1.55555.3.1", *[der.integer(number) for number in range(size)]))


@shape(10000, 500000)
def number_that_is_huge(size):
    info = cms.signer_info(hello(), cms.as_signer(signer()))
    _, begin, end = der.read(info)
    version, _, *rest = der.children(info, begin, end)
    made = der.seq(version, der.seq(signer().issuer_name, der.tlv(0x02, b"\x01" * size)), *rest)
    return letter(detached(hello(), signer(), infos=[made]))


# --- revocation ---


def numbered(count):
    """Entries of a list, without certificates."""
    when = der.time(certs.day("2026-06-01"))
    return [der.seq(der.integer(2 ** 60 + number), when) for number in range(count)]


class Entry:
    def __init__(self, octets):
        self.octets = octets

    def der(self):
        return self.octets


@shape(600, 50000)
def list_of_revoked(size):
    certificate = listed()
    made = revocation.List(certificate.issuer, tuple(map(Entry, numbered(size))))
    return Made(letter(detached(hello(), certificate)), revocation.list_line(LIST_PLACE, made).encode())


@shape(400, 10000)
def places_of_a_list(size):
    """A list that says of many places that it lies there: what a stranger on the way sends is read before its signature."""
    certificate = listed()
    places = der.explicit(0, der.tlv(0xA0, *(certs.uri(f"http://crl.ca.example/{number}.crl") for number in range(size))))
    made = revocation.List(certificate.issuer, extra=(certs.extension("2.5.29.28", der.seq(places), critical=True),))
    return Made(letter(detached(hello(), certificate)), revocation.list_line(LIST_PLACE, made).encode())


@shape(100, 10000)
def entries_of_one_number(size):
    """The same certificate in each entry, and in each the name of its authority."""
    certificate = listed()
    made = revocation.List(certificate.issuer, (revocation.Entry(certificate, EARLIER, issuer=pki.intermediate()),) * size,
                           extra=(revocation.place(indirect=True),))
    return Made(letter(detached(hello(), certificate)), revocation.list_line(LIST_PLACE, made).encode())


class Single:
    def __init__(self, certificate, number):
        self.certificate, self.number = certificate, number

    def der(self):
        whole = revocation.Word(self.certificate).der()
        _, begin, end = der.read(whole)
        identifier, *rest = der.children(whole, begin, end)
        _, begin, end = der.read(identifier)
        *names, _ = der.children(identifier, begin, end)
        return der.seq(der.seq(*names, der.integer(self.number)), *rest)


def responses(size):
    certificate = asked()
    words = [Single(certificate, 1000 + number) for number in range(size)] + [revocation.Word(certificate)]
    octets = revocation.response(certificate.issuer, *words)
    return Made(letter(detached(hello(), certificate)), responded(certificate, octets).encode())


@shape(12, 31)
def responses_in_an_answer(size):
    return responses(size)


@shape(100, 300)
def responses_in_an_answer_beyond(size):
    return responses(size)


# --- domains ---


PUBLISHED = answers.lines(*answers.published())


def sealed_mail(*lines, **how):
    return sealed(letter(hello(), after=lines), **how)


@shape(2, 4)
def seals(size):
    message = letter(hello())
    for _ in range(size):
        message = sealed(message)
    return Made(message, PUBLISHED)


@shape(60, 4000)
def seals_beyond(size):
    first = sealed(letter(hello()))
    field = first[:first.index(b"\r\nFrom:") + 2]
    return Made(field * size + letter(hello()), PUBLISHED)


@shape(100, 450)
def names_in_a_seal(size):
    """A seal of many fields, each of which is there."""
    fields = [f"X-Field-{number}: value" for number in range(size)]
    return Made(sealed_mail(*fields, names=["from", *(field.partition(":")[0] for field in fields)]), PUBLISHED)


@shape(200, 950)
def names_in_a_seal_of_one_field(size):
    """The same name as often as the field is there."""
    return Made(sealed_mail(*["X-Field: value"] * size, names=["from", *["x-field"] * size]), PUBLISHED)


@shape(600, 100000)
def names_in_a_seal_that_are_missing(size):
    return Made(sealed_mail(*["X-Field: value"] * 400, names=["from", *["x-missing"] * size]), PUBLISHED)


@shape(10000, 1000000)
def sealed_text_of_blanks(size):
    return Made(sealed(letter(text("a \t b" * (size // 5) + "\n"))), PUBLISHED)


@shape(10000, 1000000)
def sealed_empty_lines(size):
    return Made(sealed(letter(text("a" + "\n" * size + "b\n"))), PUBLISHED)


@shape(4, 24)
def arc_sets(size):
    message = letter(hello())
    for number in range(1, size + 1):
        message = seal.arc(message, "lists.test", instance=number, said="pass" if number > 1 else "none")
    return Made(message, answers.lines(*answers.published(), answers.key("lists.test", "arc")))


@shape(100, 600)
def arc_sets_beyond(size):
    seals = [f"ARC-Seal: i={number}; a=rsa-sha256; cv=pass; d=lists.test; s=arc; b=AAAA" for number in range(size)]
    return Made(letter(hello(), before=seals))


@shape(150, 900)
def results_of_servers(size):
    return letter(hello(), before=["Authentication-Results: mx.example.org; dkim=pass header.d=bank.example"] * size)


@shape(75, 240)
def results_in_one_field(size):
    return letter(hello(), before=["Authentication-Results: mx.example.org" + "; dkim=pass" * size])


@shape(1000, 3900)
def results_in_comments(size):
    return letter(hello(), before=["Authentication-Results: mx.example.org " + "(" * (size // 2) + ")" * (size // 2) + "; none"])


@shape(150, 900)
def received_fields(size):
    return letter(hello(), before=[mail.received("mx.example.org")] * size)


@shape(1, 4)
def records_of_a_key(size):
    texts = [f"v=DKIM1; k=rsa; p={'A' * 4000}"] * size
    return Made(sealed(letter(hello())), answers.lines(answers.txt("s1._domainkey.bank.example", *texts), *answers.dmarc("bank.example")))


@shape(5000, 30000)
def record_of_tags_beyond(size):
    record = "v=DMARC1; " + "a=b;" * (size // 4)
    return Made(sealed(letter(hello())), answers.lines(answers.key("bank.example"), answers.txt("_dmarc.bank.example", record)))


@shape(4000, 200000)
def domain_of_labels(size):
    return unsigned(sender=f"a@{'b.' * (size // 2)}example")


# --- policies ---


@shape(30, 1000)
def senders_in_a_policy(size):
    policy = "".join(f"[sender s{number}.example]\ncertificate=required\ndisplay-names=Sender {number}\n" for number in range(size))
    return Made(letter(hello()), policy=policy.encode())


@shape(30, 1000)
def names_in_a_policy(size):
    policy = "[sender bank.example]\ncertificate=required\ndisplay-names=" + "; ".join(f"Example Bank {number}" for number in range(size))
    return Made(letter(hello()), policy=policy.encode() + b"\n")
