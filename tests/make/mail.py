"""mail.py: messages as octets, with CRLF line ends, right or wrong as the test wants them

An *entity* is octets: MIME header fields, an empty line, a body without the
line end that belongs to the next boundary.  letter() puts the fields of a
mail above one.
"""
import base64
import hashlib
import quopri
import re
import urllib.parse

import cms
import moment

CRLF = b"\r\n"
SENDER = "Example Bank <info@bank.example>"
READER = "sato@example.or.jp"
SIGNATURE_TYPE = "application/pkcs7-signature"
MIME_TYPE = "application/pkcs7-mime"
BODY_HASH = b"@hash-of-the-body@"


def octets(text, charset="utf-8"):
    """Text with any line ends as octets with CRLF."""
    raw = text if isinstance(text, bytes) else text.encode(charset)
    return raw.replace(b"\r\n", b"\n").replace(b"\n", CRLF)


def wrap(encoded):
    return CRLF.join(encoded[at:at + 76] for at in range(0, len(encoded), 76))


def encode(payload, encoding):
    """A body in a transfer encoding; one that is not a transformation leaves it alone."""
    if encoding == "base64":
        return wrap(base64.b64encode(payload))
    if encoding == "quoted-printable":
        return octets(quopri.encodestring(payload.replace(CRLF, b"\n")))
    return payload


def word(text, charset="utf-8"):
    """Encoded words (RFC 2047) of at most 75 characters, on lines of their own."""
    room = (75 - len(f"=?{charset}?B??=")) // 4 * 3
    pieces, piece = [], ""
    for character in text:
        if len((piece + character).encode(charset)) > room:
            pieces, piece = [*pieces, piece], ""
        piece += character
    words = [f"=?{charset}?B?{base64.b64encode(p.encode(charset)).decode()}?=" for p in [*pieces, piece]]
    return "\r\n ".join(words)


def entity(content_type, payload, encoding="7bit", *, disposition=None, more=()):
    """One leaf; payload is octets before the transfer encoding."""
    fields = [f"Content-Type: {content_type}", f"Content-Transfer-Encoding: {encoding}"]
    fields += [f"Content-Disposition: {disposition}"] if disposition else []
    return CRLF.join(line.encode() for line in [*fields, *more]) + CRLF * 2 + encode(payload, encoding)


def text(body, kind="plain", charset="utf-8", encoding=None, **more):
    payload = octets(body, charset)
    plain = payload.isascii()
    return entity(f"text/{kind}; charset={charset}", payload, encoding or ("7bit" if plain else "base64"), **more)


def attachment(file_name, media_type, payload, encoding="base64"):
    """A name outside ASCII comes as Thunderbird writes it: as encoded words, and once more after RFC 2231."""
    name, filename = f' name="{file_name}"', f' filename="{file_name}"'
    if not file_name.isascii():
        name = f'\r\n name="{word(file_name, "UTF-8")}"'
        filename = f"\r\n filename*=UTF-8''{urllib.parse.quote(file_name, safe='')}"
    return entity(f"{media_type};{name}", payload, encoding, disposition=f"attachment;{filename}")


def pdf(words="Invoice 2026-0615"):
    """The smallest thing that a reader shows as a page."""
    stream = f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count, table, count, len(out))


def multipart(kind, *parts, boundary=None, preamble=b"", epilogue=b"", parameters=""):
    """A multipart entity; the boundary belongs to the parts."""
    boundary = boundary or "=_" + hashlib.sha256(b"".join(parts)).hexdigest()[:20]
    line = b"--" + boundary.encode()
    head = f'Content-Type: multipart/{kind};{parameters} boundary="{boundary}"'.encode() + CRLF * 2
    body = b"".join(line + CRLF + part + CRLF for part in parts)
    start = preamble + CRLF if preamble else b""
    return head + start + body + line + b"--" + (CRLF + epilogue if epilogue else b"")


def alternative(plain, html):
    return multipart("alternative", text(plain), text(html, "html"))


def forwarded(message, parameters=""):
    said = f"Content-Type: message/rfc822;{parameters}" if parameters else "Content-Type: message/rfc822"
    return said.encode() + CRLF * 2 + message


def invitation(organizer, title, when="22 June 2026, 10:00"):
    """A calendar invitation (RFC 5546) beside its text, which says when in words."""
    event = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Certfirst//Tests//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:{moment.utc("%Y%m%d")}-1@example.com
DTSTAMP:{moment.utc("%Y%m%dT%H%M%SZ")}
DTSTART:20260622T010000Z
DTEND:20260622T020000Z
ORGANIZER:mailto:{organizer}
ATTENDEE;RSVP=TRUE:mailto:{READER}
SUMMARY:{title}
END:VEVENT
END:VCALENDAR
"""
    calendar = entity("text/calendar; charset=utf-8; method=REQUEST", octets(event), "base64")
    return multipart("alternative", text(f"{title}\n{when}\n"), calendar)


def delivery_report(address):
    """A delivery status notification (RFC 3464)."""
    status = f"""Reporting-MTA: dns; mx.example.org
Arrival-Date: {moment.date(minutes=-8)}

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
"""
    original = f"From: {READER}\nTo: {address}\nSubject: Hello\n\n"
    return multipart("report", text(f"Your message to {address} could not be delivered.\n"),
                     entity("message/delivery-status", octets(status)),
                     entity("text/rfc822-headers", octets(original)), parameters=" report-type=delivery-status;")


def letter(body, *, sender=SENDER, to=READER, subject=None, date=None,
           before=(), after=(), identity=None, version=True):
    """A whole mail: header fields above an entity.

    subject: that of moment.py unless it is given
    sender: the value of From; octets stand for whole lines, as they are.
    before, after: raw lines (octets or text) above and below the usual ones.
    """
    subject = subject or moment.subject.get()
    identity = identity or hashlib.sha256(body + repr((sender, subject, after)).encode()).hexdigest()[:16]
    lines = [*before, sender if isinstance(sender, bytes) else f"From: {sender}"]
    lines += [f"To: {to}"] if to else []
    lines += [f"Subject: {subject}", f"Date: {date or moment.date()}", f"Message-ID: <{identity}@mail.example>"]
    lines += ["MIME-Version: 1.0"] if version else []
    raw = [line if isinstance(line, bytes) else line.encode() for line in [*lines, *after] if line]
    whole = CRLF.join(raw) + CRLF + body + (b"" if body.endswith(CRLF) else CRLF)
    return whole.replace(BODY_HASH, relaxed_hash(whole.partition(2 * CRLF)[2])) if BODY_HASH in whole else whole


def relaxed_hash(body):
    """RFC 6376 section 3.4.4, as bh= holds it."""
    lines = re.sub(rb"[ \t]+", b" ", body).replace(b" \r\n", CRLF).split(CRLF)
    while lines and not lines[-1]:
        lines.pop()
    return base64.b64encode(hashlib.sha256(CRLF.join(lines) + CRLF).digest())


def protected(body, hp="clear", **outer):
    """A signed text that repeats the header of its mail (RFC 9788 section 2.1)."""
    fields = {"From": SENDER, "To": READER, "Subject": "Notice of your account", "Date": moment.date(), **outer}
    return entity(f'text/plain; charset=us-ascii; hp="{hp}"', octets(body),
                  more=[f"{name}: {value}" for name, value in fields.items()])


def dkim(domain, fields="from:subject:date:to:message-id:mime-version:content-type", algorithm="rsa-sha256", more=""):
    """A field that looks like DKIM (RFC 6376); whether b= is right only DNS could tell.  letter() fills bh= in."""
    noise = base64.b64encode(hashlib.sha512(domain.encode()).digest()).decode()
    return (f"DKIM-Signature: v=1; a={algorithm}; c=relaxed/relaxed; d={domain}; s=s1;{more}\r\n"
            f" h={fields};\r\n bh={BODY_HASH.decode()};\r\n b={noise[:64]}")


def received(host, moment="Sun, 15 Jun 2025 18:00:00 +0900"):
    return f"Received: from out.bank.example (out.bank.example [192.0.2.25])\r\n by {host} with ESMTPS id 4c7;\r\n {moment}"


def server_says(*results, server="mx.example.org"):
    """What a mailbox's own server found (RFC 8601)."""
    return ";\r\n ".join([f"Authentication-Results: {server}", *results])


def detached_entity(signed, der, media_type=SIGNATURE_TYPE, encoding="base64", *, micalg="sha-256",
                    protocol=True, more_parts=(), **shape):
    """multipart/signed (RFC 8551 section 3.5.3) of an entity and a given signature."""
    signature = entity(f'{media_type}; name="smime.p7s"', der, encoding,
                       disposition='attachment; filename="smime.p7s"')
    said = f' protocol="{media_type}";' if protocol else ""
    said += f" micalg={micalg};" if micalg else ""
    return multipart("signed", signed, signature, *more_parts, parameters=said, **shape)


def detached(signed, *signers, change=lambda der: der, media_type=SIGNATURE_TYPE, encoding="base64",
             shape=None, **wanted):
    """multipart/signed over an entity.  change: what happens to the DER; shape: of the multipart."""
    made = change(cms.signed_data(signed, signers, **{"detached": True, **wanted}))
    return detached_entity(signed, made, media_type, encoding, **(shape or {}))


def opaque_entity(der, said='application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"',
                  encoding="base64", file_name="smime.p7m"):
    disposition = f'attachment; filename="{file_name}"' if file_name else None
    return entity(said, der, encoding, disposition=disposition)


def opaque(content, *signers, change=lambda der: der, wrapping=None, **wanted):
    """The content inside its signature (RFC 8551 section 3.5.2)."""
    made = change(cms.signed_data(content, signers, **{"detached": False, **wanted}))
    return opaque_entity(made, **(wrapping or {}))


def encrypted(der):
    return opaque_entity(der, 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"')


def with_line_feeds(message):
    """As MH folders and many programs keep it."""
    return message.replace(CRLF, b"\n")
