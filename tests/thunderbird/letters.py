"""letters.py: mails and programs that only the tests of Thunderbird need"""
import base64
import zipfile
import json

HEAD = b"From: Alice <alice@example.com>\r\nTo: bob@example.net\r\nDate: Mon, 2 Mar 2026 09:00:00 +0900\r\nMIME-Version: 1.0\r\n"
LARGE_BYTES = 25 * 1000 * 1000

HOSTILE = b"""<html><head><style>
#certfirst-ribbon, .certfirst, section, certfirst-ribbon { display: none !important; visibility: hidden !important; height: 0 !important }
body { margin-top: -900px; position: relative; z-index: 2147483647 }
</style></head><body><div style="position:fixed;top:0;left:0;right:0;background:#d5f0df;border-left:5px solid #1a7340;padding:12px">
<b>Signed by Example Bank Ltd.</b><br>Signer info@bank.example</div>
<script>parent.document.getElementById("certfirst-ribbon").remove()</script>
<p id="certfirst">Please transfer 1,000,000 yen today.</p></body></html>
"""

# Answers "hello" as a release before this one would.
OLD_ENGINE = """#!/usr/bin/python3
import json, struct, sys
text = sys.stdin.buffer.read(struct.unpack("=I", sys.stdin.buffer.read(4))[0])
answer = json.dumps({"id": json.loads(text)["id"], "type": "hello", "version": 1, "program": "certfirst 0.0.9"}).encode()
sys.stdout.buffer.write(struct.pack("=I", len(answer)) + answer)
sys.stdout.flush()
sys.stdin.buffer.read()
"""


def make_hostile():
    return HEAD + b"Subject: paints a ribbon\r\nMessage-ID: <hostile@example.com>\r\nContent-Type: text/html\r\n\r\n" + HOSTILE.replace(b"\n", b"\r\n")


def make_nul():
    """Bytes that programs like to change or lose on their way."""
    return (HEAD + b"Subject: exact bytes\r\nMessage-ID: <nul@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            b"8 bits \xff\xfe, a NUL \0 here\r\n.\r\n..\r\nFrom me\r\n>From you\r\n \r\nthe end\r\n")


def make_attached(inner):
    return (HEAD + b"Subject: a mail in a mail\r\nMessage-ID: <outer@example.com>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            b"--b\r\nContent-Type: text/plain\r\n\r\nsee below\r\n--b\r\nContent-Type: message/rfc822\r\n"
            b"Content-Disposition: attachment; filename=inner.eml\r\n\r\n" + inner.rstrip() + b"\r\n--b--\r\n")


def make_large():
    filling = base64.encodebytes(bytes(range(256)) * (LARGE_BYTES * 3 // 4 // 256)).replace(b"\n", b"\r\n")
    return (HEAD + b"Subject: large\r\nMessage-ID: <large@example.com>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            b"--b\r\nContent-Type: text/plain\r\n\r\nsee below\r\n--b\r\nContent-Type: application/octet-stream\r\n"
            b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.bin\r\n\r\n" + filling + b"--b--\r\n")


def write_all(folder, signed):
    """Files whose names say what they are; @signed: octets of a signed mail."""
    letters = {"hostile": make_hostile(), "nul": make_nul(), "attached": make_attached(signed), "large": make_large()}
    for name, octets in letters.items():
        (folder / f"{name}.eml").write_bytes(octets)
    return [folder / f"{name}.eml" for name in letters]


def write_old_engine(folder):
    program = folder / "old-engine"
    program.write_text(OLD_ENGINE)
    program.chmod(0o700)
    return program


def repack(xpi, out, version):
    """The same add-on under another version."""
    with zipfile.ZipFile(xpi) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "manifest.json":
                data = json.dumps({**json.loads(data), "version": version}).encode()
            new.writestr(entry, data)
    return out
