"""sealed.py: mails that a registered domain sealed, with what somebody changes before or behind the seal

    mail = sealed.make("from", "semicolon"); answers = sealed.answered()

"from": a shop seals a mail with each of the From fields of differences.py, as anybody does who has a domain of their own: a mail client
that shows Alice beside the shop's green ribbon was deceived.  "root" and "version": what the bank sealed, with fields added that its seal
leaves out, all of them the attacker's words.  The lookups of all of them are in one file.
"""
import answers
import attacks
import differences
from kit import CRLF, alternative, entity, hello, letter, multipart, octets, seal, text, untyped

BANK, SHOP = "bank.example", "shop.example"
STATEMENT = "your statement for June is ready."
# What the root of a mail may be called instead, where its type is not sealed.
TYPES = {
    "page": (b"text/plain;", b"text/html;"), "named": (b"text/plain;", f'text/plain; name="{attacks.CALL}.txt";'.encode()),
    "utf-16": (b"utf-8", b"utf-16"), "utf-7": (b"utf-8", b"utf-7"), "flowed": (b"text/plain;", b"text/plain; format=flowed; delsp=yes;"),
    "calendar": (b"text/plain;", b"text/calendar; method=REQUEST;"), "card": (b"text/plain;", b"text/vcard;"),
    "enriched": (b"text/plain;", b"text/enriched;"), "message": (b"text/plain;", b"message/rfc822; x=y;"),
    "file": (b"text/plain;", f'application/octet-stream; name="{attacks.HOSTILE}.bin";'.encode()),
}

# A guest's name in a page, and how the page is read in another way than it was written: what is put in the place of what.
UTF_7 = "+ADw-h1+AD4-" + attacks.HOSTILE_UTF_7 + "+ADw-/h1+AD4APA-plaintext+AD4-"
GUESTS = {
    "utf-7": (UTF_7, b"utf-8", b"utf-7"),
    "utf-16": ("Guest", b"utf-8", b"utf-16"),
    "jis": ("\x1b$B8}:BDd;_", b"utf-8", b"iso-2022-jp"),
    "hz": ("~{<p>", b"utf-8", b"hz-gb-2312"),
    "sun": (UTF_7, b"; charset=utf-8\r\n", b"\r\nX-Sun-Charset: utf-7\r\n"),
    # The page is a part here, and names no charset of its own.
    "forms": (UTF_7, b"multipart/alternative;", b"multipart/alternative; charset=utf-7;"),
}


def of_shop(value):
    """A From field with the shop's domain for Mallory's."""
    return value.replace(b"evil.example", SHOP.encode()) if isinstance(value, bytes) else value.replace("evil.example", SHOP)


def make_from(name):
    return seal.seal(letter(hello(), sender=of_shop(differences.FROMS[name])), SHOP)


def make_root(name):
    fields = b"".join(line.encode() + CRLF for line in attacks.ROOT_FIELDS[name])
    return untyped(text(f"{STATEMENT}\n"), b"MIME-Version:", fields + b"MIME-Version:")


def make_version(name):
    """Two forms of one text: without MIME they are shown with all that stands between them."""
    value = attacks.VERSIONS[name]
    forms = alternative(f"{STATEMENT}\n", f"<html><p>{STATEMENT}</p></html>\n")
    return untyped(forms, b"MIME-Version: 1.0\r\n", f"MIME-Version: {value}\r\n".encode() if value else b"")


def make_type(name):
    return untyped(text(f"{STATEMENT}\n"), *TYPES[name])


def make_guest(name):
    guest, before, after = GUESTS[name]
    words = f"<html><p>Dear {guest},</p><p>{STATEMENT}</p></html>\n"
    if name == "forms":
        return untyped(multipart("alternative", text(f"{STATEMENT}\n"), entity("text/html", octets(words))), before, after)
    return untyped(text(words, "html"), before, after)


# Of the fields, those that a program could give the body another meaning by; the others are asked under Alice's signature.
MAKERS = {"from": (differences.FROMS, make_from), "type": (TYPES, make_type), "guest": (GUESTS, make_guest), "version": (("missing", "word"), make_version),
          "root": (("location", "base", "identity", "detached-attachment", "sun-charset", "content-encoding"), make_root)}


def make(kind, name):
    return MAKERS[kind][1](name)


def names():
    return [(kind, name) for kind, (table, _) in MAKERS.items() for name in table]


def answered():
    return answers.published(BANK, policy="v=DMARC1; p=reject") + answers.published(SHOP, policy="v=DMARC1; p=reject")
