"""shapes.py: mails that are large in one way, to see that a check takes time by their size and not by its square

    made = SHAPES["folded-header"].make(1000)

Each shape has two sizes: one for counting instructions in the test, one for
measuring time.  Where a limit stops the reader, one shape lies below it and
another ("...-beyond") far above, for what is too much has to be seen cheaply too.
"""
import dataclasses
import functools

from kit import *
from mail import READER

SHAPES = {}


@dataclasses.dataclass
class Made:
    """A message, with what look-ups answer and a policy of its own where it needs them."""
    message: bytes
    answers: bytes = b""
    policy: bytes = b""

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, octets in (("message.eml", self.message), ("answers.jsonl", self.answers), ("more.policy", self.policy)):
            if octets:
                (folder / name).write_bytes(octets)
        return folder


@dataclasses.dataclass
class Shape:
    name: str
    build: object
    counted: int
    timed: int

    def make(self, size):
        made = self.build(size)
        return made if isinstance(made, Made) else Made(made)


def shape(counted, timed):
    """Puts a maker into the table.  Instructions are counted at the first size, twice and four times that; time is measured
    at the second, and twice that."""
    def put(build):
        name = build.__name__.replace("_", "-")
        SHAPES[name] = Shape(name, build, counted, timed)
        return build
    return put


@functools.cache
def signer():
    return bank()


def plain():
    """What the first checks of a process open is opened with this one: RSA, a curve, a seal."""
    curve = bank(issuer=pki.curve_authority(), kind="p-256")
    return Made(sealed(letter(detached(hello(), signer(), curve))), answers.lines(*answers.published()))


def unsigned(*lines, body=None, **more):
    return letter(body or hello(), after=lines, **more)


# --- MIME: depth and width ---


def nested(size, body):
    """What multipart() in itself would give, put together in one go."""
    boundaries = [b"level-%06d-end" % level for level in reversed(range(size))]
    heads = [b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n' % (one, one) for one in boundaries]
    return b"".join([*heads, body, *(b"\r\n--%s--" % one for one in reversed(boundaries))])


@shape(7, 15)
def multiparts_nested(size):
    return letter(nested(size, text("x" * 70 + "\n" * 40)))


@shape(200, 20000)
def multiparts_nested_beyond(size):
    return letter(nested(size, hello()))


@shape(7, 15)
def mails_in_mails(size):
    body = hello()
    for _ in range(size):
        body = forwarded(letter(body))
    return letter(body)


@shape(200, 4000)
def mails_in_mails_beyond(size):
    head = b"Content-Type: message/rfc822\r\n\r\nFrom: Example Bank <info@bank.example>\r\n"
    return letter(head * size + b"\r\nHello\r\n")


@shape(50, 450)
def parts_beside(size):
    return letter(multipart("mixed", *[text(f"part {number}\n") for number in range(size)]))


@shape(1100, 50000)
def parts_beside_beyond(size):
    return letter(multipart("mixed", *[text("x\n")] * size))


@shape(60, 400)
def signed_layers(size):
    """The same signature around itself, again and again."""
    part = mail.entity('application/pkcs7-signature; name="smime.p7s"', b"not a signature", "base64")
    said = ' protocol="application/pkcs7-signature";'
    body = hello()
    for level in range(size):
        body = multipart("signed", body, part, boundary=f"level-{level:06d}-end", parameters=said)
    return letter(body)


@shape(500, 50000)
def boundaries_that_begin_alike(size):
    """Lines that nearly are a boundary, each of them."""
    body = b"".join(b"--" + b"b" * 60 + b"%d\r\n" % number for number in range(size))
    return letter(multipart("mixed", text("Hello\n") + CRLF + body, boundary="b" * 60))


@shape(250, 20000)
def boundaries_in_boundaries(size):
    """Twelve levels whose boundaries are beginnings of each other, and lines that could be any of them."""
    body = text("Hello\n" + "".join("--" + "b" * (1 + number % 40) + "x\n" for number in range(size)))
    for level in range(12):
        body = multipart("mixed", body, boundary="b" * (12 - level))
    return letter(body)


@shape(4000, 200000)
def boundary_that_is_long(size):
    return letter(multipart("mixed", hello(), hello(), boundary="b" * size))


# --- header ---


@shape(200, 950)
def header_fields(size):
    return unsigned(*[f"X-Field-{number}: value" for number in range(size)])


@shape(2100, 20000)
def header_fields_beyond(size):
    return unsigned(*[f"X-Field-{number}: value" for number in range(size)])


@shape(50000, 450000)
def header_field_long(size):
    return unsigned("X-Long: " + "x" * size)


@shape(1200, 100000)
def folded_header(size):
    return unsigned("X-Folded: a" + "\r\n a" * size)


@shape(1000, 100000)
def subject_folded(size):
    return unsigned(subject="a" + "\r\n a" * size)


@shape(100, 4000)
def subject_of_encoded_words(size):
    return unsigned(subject="\r\n ".join(["=?utf-8?B?44GC44GE44GG?="] * size))


@shape(100, 4000)
def subject_turning_character_sets(size):
    return unsigned(subject="\r\n ".join(["=?iso-2022-jp?B?GyRCJCIbKEI=?=", "=?utf-8?Q?=E3=81=82?="] * size))


@shape(25000, 500000)
def encoded_word_without_end(size):
    return unsigned(subject="=?utf-8?Q?" + "=41" * (size // 3))


@shape(15, 31)
def parameters(size):
    return unsigned(body=multipart("mixed", hello(), parameters="".join(f" p{number}=v;" for number in range(size))))


@shape(400, 20000)
def parameters_beyond(size):
    return unsigned(body=multipart("mixed", hello(), parameters="".join(f"\r\n p{number}=v;" for number in range(size))))


@shape(12, 30)
def parameter_in_pieces(size):
    return letter(entity("text/plain;" + ";".join(f"\r\n name*{number}*=piece%20{number}" for number in range(size)), b"Hello\r\n"))


@shape(400, 20000)
def parameter_in_pieces_beyond(size):
    return letter(entity("text/plain;" + ";".join(f"\r\n name*{number}*=piece%20{number}" for number in range(size)), b"Hello\r\n"))


@shape(750, 3900)
def comments_nested(size):
    return unsigned(sender="(" * size + ")" * size + " " + BANK)


@shape(10000, 200000)
def comments_nested_beyond(size):
    return unsigned(sender="(" * size + ")" * size + " " + BANK)


@shape(250, 1900)
def comments_beside(size):
    return unsigned(sender="(a) " * size + BANK)


@shape(4000, 7000)
def comments_in_a_type(size):
    return letter(entity("text/plain " + "(" * (size // 2) + ")" * (size // 2), b"Hello\r\n"))


@shape(125, 380)
def groups(size):
    return unsigned(sender="".join(f"g{number}:;," for number in range(size)) + BANK)


@shape(300, 1900)
def groups_of_recipients(size):
    return unsigned(to="".join(f"group{number}:a@b.example;,\r\n " for number in range(size)) + READER)


@shape(15000, 200000)
def groups_in_groups_beyond(size):
    return unsigned(to="a:" * size)


@shape(500, 5000)
def recipients(size):
    return unsigned(to=",\r\n ".join(f"reader{number}@example.org" for number in range(size)))


@shape(4500, 40000)
def recipients_beyond(size):
    return unsigned(to=",\r\n ".join(f"reader{number}@example.org" for number in range(size)))


@shape(40, 150)
def senders(size):
    return unsigned(sender=", ".join(f"a{number}@bank.example" for number in range(size)))


@shape(250, 30000)
def senders_in_fields_beyond(size):
    return letter(hello(), sender=CRLF.join(b"From: a%d@bank.example" % number for number in range(size)))


@shape(800, 3900)
def sender_quoted(size):
    return unsigned(sender='"' + "\\a" * (size // 2) + '" <info@bank.example>')


@shape(30, 120)
def sender_of_encoded_words(size):
    return unsigned(sender="\r\n ".join(["=?utf-8?B?44GC44GE44GG?="] * size) + " <info@bank.example>")


@shape(200, 1200)
def sender_of_signs_that_are_not_seen(size):
    return unsigned(sender="\u200b\u202e\u0301" * size + " <info@bank.example>")


@shape(800, 3900)
def address_of_dots(size):
    return unsigned(sender=f"<{'a.' * (size // 2)}a@{'b.' * (size // 2)}example>")


# --- text ---


@shape(25000, 1000000)
def base64_with_blanks(size):
    body = b"\r\n".join(b"SGVs bG8g" for _ in range(size // 11))
    return letter(b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body)


@shape(25000, 1000000)
def base64_signature_with_blanks(size):
    """A signature with empty lines in it."""
    made = detached(hello(), signer())
    head, mark, rest = made.partition(b"smime.p7s\"\r\n\r\n")
    return letter(head + mark + b" \r\n" * (size // 3) + rest)


@shape(15000, 1000000)
def soft_line_breaks(size):
    return letter(b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=\r\n" * (size // 3))


@shape(150, 20000)
def uuencoded_files(size):
    block = "begin 644 a.txt\n#2&5L\n`\nend\n"
    return letter(detached(text(block * size), signer()))


@shape(150, 20000)
def yencoded_files(size):
    return letter(detached(text("=ybegin line=128 size=3 name=a\nabc\n=yend size=3\n" * size), signer()))


@shape(25000, 1000000)
def tnef(size):
    packed = b"\x78\x9f\x3e\x22" + b"\x01\x06\x90\x08\0\x04\0\0\0" * (size // 9)
    return letter(multipart("mixed", hello(), attachment("winmail.dat", "application/ms-tnef", packed)))


@shape(50000, 5000000)
def line_long(size):
    return letter(detached(text("x" * size + "\n"), signer()))


@shape(15000, 1000000)
def bare_returns(size):
    return letter(detached(hello(), signer())).replace(b"Hello,", b"\r" * size)


@shape(5000, 1000000)
def bare_line_feeds(size):
    return letter(detached(hello(), signer())).replace(b"Hello,", b"\n" * size)


@shape(15000, 1000000)
def zero_octets(size):
    return letter(detached(hello(), signer())).replace(b"Hello,", b"\0" * size)


@shape(1000, 100000)
def page_of_tags(size):
    return letter(detached(text("<div style='x'>" * size, "html"), signer()))


@shape(1000, 100000)
def page_of_comments(size):
    return letter(text("<!--" * size, "html"))


@shape(50000, 2000000)
def content_compressed(size):
    return letter(opaque_entity(cms.compressed_data(opaque(text("Hello\n" * (size // 6)), signer())),
                                'application/pkcs7-mime; smime-type=compressed-data; name="smime.p7z"'))


@shape(4000, 100000)
def japanese_turned(size):
    return letter(detached(entity("text/plain; charset=iso-2022-jp", b"\x1b$B$\x22\x1b(B" * (size // 8)), signer()))


