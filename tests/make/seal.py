"""seal.py: DKIM signatures (RFC 6376, RFC 8463) and ARC sets (RFC 8617) on messages of the maker

seal() puts a DKIM-Signature in front of a message, arc() a set of a chain;
record() is what DNS holds for the key.  Keys belong to the domain and selector, so the same message is
sealed with the same bytes each time.
"""
import base64
import hashlib
import re

import keys
import moment

CRLF = b"\r\n"
COVERED = ("From", "To", "Subject", "Date", "Reply-To", "Content-Type", "Message-ID", "MIME-Version",
           "Content-Transfer-Encoding")
WIDTH = 72


def key(domain, selector, kind="ed25519"):
    return keys.key(f"dkim {selector} {domain}", kind)


def record(domain, selector="s1", kind="ed25519", tags=""):
    """The TXT record of a key, with more tags in front of p=."""
    spki = key(domain, selector, kind).spki
    name, public = ("ed25519", spki[-32:]) if kind == "ed25519" else ("rsa", spki)
    return f"v=DKIM1; k={name}; {tags}p={base64.b64encode(public).decode()}"


def relaxed_body(body):
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(CRLF)]
    while lines and not lines[-1]:
        lines.pop()
    return CRLF.join(lines) + CRLF if lines else b""


def relaxed_field(name, value):
    unfolded = re.sub(rb"[ \t]+", b" ", re.sub(rb"\r\n(?=[ \t])", b"", value)).strip(b" \t")
    return name.lower() + b":" + unfolded


def split(message):
    head, _, body = message.partition(CRLF * 2)
    fields = [field.partition(b":")[::2] for field in re.split(rb"\r\n(?![ \t])", head)]
    return fields, body


def pick(fields, names):
    """The fields that h= names, from the last one up for each name."""
    left = list(fields)
    for name in names:
        for at in range(len(left) - 1, -1, -1):
            if left[at][0].strip().lower() == name.lower().encode():
                yield left.pop(at)
                break


def fold(text):
    return "\r\n\t".join(text[at:at + WIDTH] for at in range(0, len(text), WIDTH))


def present(fields, names):
    """Each name as often as the field is there."""
    found = [name.strip().lower() for name, _ in fields]
    return [name for name in names for _ in range(found.count(name.lower().encode()))]


def sign(pair, data):
    """Ed25519 signs the SHA-256 of the data (RFC 8463 section 3)."""
    if pair.kind == "ed25519":
        return pair.sign(hashlib.sha256(data).digest(), "sha256")
    return pair.sign(data, "sha256")


def hash_of(body, tags=""):
    """bh=; with l= among the tags of that many octets only."""
    length = re.search(r"\bl=(\d+)", tags)
    return base64.b64encode(hashlib.sha256(relaxed_body(body)[:length and int(length[1])]).digest()).decode()


def seal(message, domain, selector="s1", kind="ed25519", *, names=None, tags=""):
    """The message with a relaxed/relaxed seal of the domain in front; tags such as "l=10; " go before h=."""
    fields, body = split(message)
    names = present(fields, COVERED) if names is None else names
    algorithm = "ed25519-sha256" if kind == "ed25519" else "rsa-sha256"
    when = int(moment.written.get().timestamp())
    value = (f" v=1; a={algorithm}; c=relaxed/relaxed; d={domain}; s={selector};\r\n\tt={when}; "
             f"{tags}h={':'.join(names)};\r\n\tbh={hash_of(body, tags)};\r\n\tb=")
    signed = [relaxed_field(*one) for one in pick(fields, names)]
    data = CRLF.join([*signed, relaxed_field(b"DKIM-Signature", value.encode())])
    text = fold(base64.b64encode(sign(key(domain, selector, kind), data)).decode())
    return f"DKIM-Signature:{value}{text}\r\n".encode() + message


def signed_field(name, value, covered, pair):
    """A field with the signature over the covered ones and itself."""
    data = CRLF.join([*covered, relaxed_field(name.encode(), value.encode())])
    text = fold(base64.b64encode(sign(pair, data)).decode())
    return f"{name}:{value}{text}\r\n".encode()


def arc(message, domain, selector="arc", kind="ed25519", *, instance=1, said="none", results="none", names=None):
    """The message with one more set of an ARC chain in front; said: cv= of its seal."""
    fields, body = split(message)
    names = present(fields, (*COVERED, "List-Id", "DKIM-Signature")) if names is None else names
    algorithm = "ed25519-sha256" if kind == "ed25519" else "rsa-sha256"
    pair = key(domain, selector, kind)
    when = int(moment.written.get().timestamp())
    tags = f" i={instance}; a={algorithm}; d={domain}; s={selector}; t={when};"
    found = f"ARC-Authentication-Results: i={instance}; mx.{domain}; {results}\r\n".encode()
    covered = [relaxed_field(*one) for one in pick(fields, names)]
    vouched = signed_field("ARC-Message-Signature", f"{tags} c=relaxed/relaxed;\r\n\th={':'.join(names)};\r\n"
                           f"\tbh={hash_of(body)};\r\n\tb=", covered, pair)
    chain = [one for at in range(1, instance) for one in arc_fields(fields, at)]
    chain += [relaxed_field(*raw.rstrip(CRLF).split(b":", 1)) for raw in (found, vouched)]
    sealed = signed_field("ARC-Seal", f"{tags} cv={said};\r\n\tb=", chain, pair)
    return sealed + vouched + found + message


def arc_fields(fields, instance):
    """The three fields of an earlier set, in the order in which a seal covers them (RFC 8617 section 5.1.1)."""
    for wanted in (b"arc-authentication-results", b"arc-message-signature", b"arc-seal"):
        for name, value in fields:
            if name.strip().lower() == wanted and re.search(rb"(^|[ ;])i=%d;" % instance, value):
                yield relaxed_field(name, value)
