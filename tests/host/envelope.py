"""envelope.py: a signed sample in an envelope, for the tests of what a mail client decrypted"""
import base64
import pathlib
import subprocess

NEEDS = ["openssl", "certutil", "pk12util"]
PASSWORD = "only-for-tests"


def make_key(folder, name):
    """A certificate for encryption, and the file that a mail client imports it from."""
    files = {end: pathlib.Path(folder, f"{name}.{end}") for end in ("key", "pem", "p12")}
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", files["key"], "-out", files["pem"],
                    "-days", "30", "-subj", f"/CN={name}", "-addext", "subjectAltName=email:me@example.net", "-addext",
                    "extendedKeyUsage=emailProtection", "-addext", "keyUsage=keyEncipherment"],
                   check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["openssl", "pkcs12", "-export", "-inkey", files["key"], "-in", files["pem"], "-name", name, "-out",
                    files["p12"], "-passout", f"pass:{PASSWORD}"], check=True)
    return files


def split_fields(head):
    fields = []
    for line in head.split(b"\n"):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] += b"\n" + line
        else:
            fields.append(line)
    return fields


def encrypt(mail, certificate, minute, change=(b"", b"")):
    """The body of a mail, signed as it is, in an envelope; its address fields stay outside."""
    head, body = mail.replace(b"\r\n", b"\n").split(b"\n\n", 1)
    fields = split_fields(head)
    inside = [field for field in fields if field.lower().startswith(b"content-")]
    outside = [field for field in fields if not field.lower().startswith((b"content-", b"mime-version", b"date", b"message-id"))]
    inner = (b"\n".join(inside) + b"\n\n" + body.replace(*change)).replace(b"\n", b"\r\n")
    sealed = subprocess.run(["openssl", "cms", "-encrypt", "-binary", "-aes256", "-outform", "DER", certificate], input=inner,
                            stdout=subprocess.PIPE, check=True).stdout
    return b"\n".join([*outside, f"Date: Mon, 02 Mar 2026 10:{minute:02}:00 +0000".encode(),
                       f"Message-ID: <{minute}@example.com>".encode(), b"MIME-Version: 1.0",
                       b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
                       b"Content-Transfer-Encoding: base64", b""]) + b"\n" + base64.encodebytes(sealed)


def make_three(signed, ours, theirs):
    """The sample for our key: as it is, and altered; and for a key that nobody has."""
    text = b"JavaScript" if b"JavaScript" in signed else signed.split(b"\n\n", 2)[2].split(b"\n")[0]
    return [encrypt(signed, ours, 1), encrypt(signed, ours, 2, (text, text[:-1] + b"A")), encrypt(signed, theirs, 3)]


def import_keys(folder, keys):
    """Into the keys of a mail client (NSS), which have no password.  keys: [(file, its password)]"""
    subprocess.run(["certutil", "-N", "-d", f"sql:{folder}", "--empty-password"], check=True)
    for file, password in keys:
        subprocess.run(["pk12util", "-i", file, "-d", f"sql:{folder}", "-W", password, "-K", ""], check=True,
                       stdout=subprocess.DEVNULL)
