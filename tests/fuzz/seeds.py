"""seeds.py: the inputs that each fuzz target begins with, and the fixed things that targets hold them against"""
import base64
import email
import json
import pathlib
import re
import struct

import cms
import kit
import pki
from kit import Signer

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCHEMES = (("rsa-2048", None, "sha256"), ("rsa-2048", "pss", "sha384"), ("p-256", None, "sha256"), ("p-384", None, "sha384"),
           ("ed25519", None, "sha512"))
HEADERS = {"dkim": (b"dkim-signature", b"arc-seal", b"arc-message-signature"),
           "auth": (b"authentication-results", b"arc-authentication-results", b"received", b"list-id", b"bimi-selector")}


def retype(message):
    """A sealed mail whose type somebody else may have written: as its sender may have sent it, which is then no approval of a stranger."""
    head, end, body = message.partition(b"\r\n\r\n")
    field = re.search(rb"(?im)^Content-Type:.*(?:\r\n[ \t].*)*\r\n", head + b"\r\n")
    if not field or b"DKIM-Signature:" not in head:
        return
    before, after = head[:field.start()], (head + b"\r\n")[field.end():]
    yield before + after + b"\r\n" + body
    for kind in (b"text/html", b"multipart/mixed") if b"multipart" in field[0].lower() else (b"text/html",):
        yield before + re.sub(rb"(?i)(Content-Type:\s*)[^;\s]+", rb"\1" + kind, field[0], count=1) + after + b"\r\n" + body


def known():
    """Files that targets read, by name."""
    yield "content.bin", kit.hello()
    yield "asked.der", kit.asked().der + kit.listed().der + pki.intermediate().der
    yield "anchors.der", b"".join(root.der for root in pki.roots())


def signers():
    for kind, scheme, digest in SCHEMES:
        certificate = kit.bank(kind=kind)
        yield kind, Signer(certificate, digest, **({"scheme": scheme} if scheme else {}))


def cms_seeds(cases):
    content = kit.hello()
    for kind, signer in signers():
        for detached in (False, True):
            name = f"{kind}-{signer.scheme}-{'detached' if detached else 'opaque'}"
            yield "cms", name, cms.signed_data(content, [signer], detached=detached)
    yield "cms", "two", cms.signed_data(content, [Signer(kit.bank()), Signer(kit.alice())], detached=True)
    yield "cms", "certificates", cms.certificates_only([kit.bank(), kit.alice()])
    yield "cms", "compressed", cms.compressed_data(cms.signed_data(content, [Signer(kit.bank())], detached=False))
    yield "cms", "enveloped", cms.enveloped_data(kit.bank())
    yield "cms", "auth-enveloped", cms.auth_enveloped_data(kit.bank())
    yield "cms", "encrypted", cms.encrypted_data()
    for folder in cases:
        message = email.message_from_bytes((folder / "message.eml").read_bytes())
        for number, part in enumerate(message.walk()):
            if part.get_content_type().endswith("signature") or part.get_content_type().endswith("pkcs7-mime"):
                try:
                    yield "cms", f"{folder.name}-{number}", part.get_payload(decode=True) or b""
                except (AssertionError, ValueError):
                    continue


def certificate_seeds(cases):
    seen = {}
    for _, name, octets in cms_seeds(cases):
        for number, certificate in enumerate(certificates_in(octets)):
            seen.setdefault(certificate, f"{name}-{number}")
    above = pki.intermediate().der
    for certificate, name in seen.items():
        yield "cert", name, certificate + above


def certificates_in(octets):
    """What looks like a certificate inside DER, without reading the rest: a SEQUENCE of a SEQUENCE with version 3."""
    at = octets.find(b"\xa0\x03\x02\x01\x02")
    while at >= 0:
        for start in range(max(0, at - 8), at - 7 + 1):
            if octets[start:start + 2] == b"\x30\x82" and octets[start + 4:start + 6] == b"\x30\x82" and start + 8 == at:
                yield octets[start:start + 4 + struct.unpack(">H", octets[start + 2:start + 4])[0]]
        at = octets.find(b"\xa0\x03\x02\x01\x02", at + 1)


def answer_seeds(cases):
    texts, bodies = set(), {}
    for folder in cases:
        lines = folder / "answers.jsonl"
        if not lines.exists():
            continue
        text = lines.read_bytes()
        if len(text) < 6000 and text not in texts:
            texts.add(text)
            yield "answers", folder.name, text
        for line in text.decode().splitlines():
            answer = json.loads(line)
            for number, record in enumerate(answer["records"]):
                bodies.setdefault((answer["kind"], answer["question"].split()[0], record), f"{folder.name}-{number}")
    for (kind, what, record), name in bodies.items():
        if kind == "dns" and what == "TXT":
            for first in range(4):
                yield "records", f"{name}-{first}-{abs(len(record))}", bytes([first]) + record.encode()
        elif kind == "dns":
            yield "records", f"{name}-4", b"\x04" + decode(record)
        else:
            first = {"ocsp": 0, "crl": 1, "issuer": 2}.get(kind)
            if first is not None:
                yield "revocation", f"{kind}-{name}", bytes([first]) + decode(record)


def decode(record):
    text = record.removeprefix("base64:")
    return base64.b64decode(text) if text != record else record.encode()


def header_seeds(folder, message):
    """Fields by their kind; and the whole header with the body, where a domain says something."""
    head = message.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    fields = []
    for line in head.split(b"\n"):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] += b"\r\n" + line
        else:
            fields.append(line)
    for number, field in enumerate(fields):
        name, _, value = field.partition(b":")
        if name.lower() in HEADERS["dkim"]:
            kind = HEADERS["dkim"].index(name.lower())
            yield "dkim", f"{folder.name}-{number}", bytes([(0, 2, 1)[kind]]) + value
    if any(field.partition(b":")[0].lower() in HEADERS["auth"] for field in fields):
        yield "auth", folder.name, b"\r\n".join(fields) + b"\r\n"
    if any(field.partition(b":")[0].lower() in HEADERS["dkim"] for field in fields):
        yield "domain", folder.name, message
        for number, other in enumerate(retype(message)):
            yield "domain", f"{folder.name}-type-{number}", other


def message_seeds(cases):
    for folder in cases:
        message = (folder / "message.eml").read_bytes()
        yield "whole", folder.name, message
        for number, other in enumerate(retype(message)):
            yield "whole", f"{folder.name}-type-{number}", other
        yield "mime", folder.name, message
        yield from header_seeds(folder, message)


def text_seeds(made):
    for path in sorted([*ROOT.glob("tests/messages/*/*.policy"), *ROOT.glob("docs/examples/**/*.policy"),
                        *ROOT.glob("plugin/policy/*.policy")]):
        yield "policy", f"{path.parent.name}-{path.name}", path.read_bytes()
    yield "csv", "plain", "name,domain,since,class\n銀行,bank.example,2026-01-01,required\nWorks,*.works.example,,usual\n".encode()
    yield "csv", "quoted", b'domain,class,since,name\r\n"info@bank.example",expected,,"A ""quoted"" name, with a comma"\r\n'
    for path in sorted(ROOT.glob("tests/messages/*/expect.json")):
        text = path.read_bytes()
        if len(text) < 8000 and sum(path.parent.name.encode()) % 8 == 0:
            yield "report", path.parent.name, text


def frame_seeds():
    texts = [{"id": 1, "call": "hello"},
             {"id": 2, "call": "check", "place": "file", "exact": True, "at": "2026-06-15T09:00:00Z", "lang": "ja", "size": 5},
             {"id": 3, "call": "data", "data": "aGVsbG8="}, {"id": 4, "call": "cancel", "check": 2},
             {"id": 7, "kind": "dns", "question": "TXT a.example"}, {"cancel": 7}, {"status": "dnssec-stripped"},
             {"deep": [[[[{"a": [1, 2.5, None, True, "\u0000\u30e1"]}]]]]}]
    frames = [struct.pack("=I", len(text)) + text for text in (json.dumps(one).encode() for one in texts)]
    for number, frame in enumerate(frames):
        yield "frames", f"one-{number}", bytes([number * 7]) + frame
    yield "frames", "all", b"\x03" + b"".join(frames)
    # Texts alone, with strings that are long.
    for number, one in enumerate(({"bytes": "A" * 600, "last": True}, {"a": "", "bytes": "/" * 512, "b": {"a": "B" * 700}}, {"C" * 600: "D" * 600})):
        yield "frames", f"text-{number}", b"\0" + json.dumps(one, separators=(",", ":")).encode()


def all_seeds(cases, made):
    """(target, name, octets); too large ones are left out by who writes them."""
    yield from message_seeds(cases)
    yield from cms_seeds(cases)
    yield from certificate_seeds(cases)
    yield from answer_seeds(cases)
    yield from text_seeds(made)
    yield from frame_seeds()
