"""encrypted.py: the signature inside a mail that Evolution decrypted

Usage: encrypted.py --build BUILD --samples SAMPLES

A signed sample is encrypted for a key that Evolution has, once as it is, once
altered, once for a key that nobody has.
"""
import argparse
import base64
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import checks  # noqa: E402
import host  # noqa: E402

NEEDS = ["evolution", "openssl", "certutil", "pk12util", "Xvfb", "dbus-daemon", "gdbus", "openbox", "xdotool", "import", "identify"]
PASSWORD = "only-for-tests"


def make_key(folder, name):
    """A certificate for encryption, and the file that Evolution imports it from."""
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


class Encrypted(checks.Checks):

    def judges(self, evolution, row, verdict, decrypted):
        evolution.select_row(row)
        host.until(lambda: evolution.wait_for_ribbon(60), 60, "a ribbon")
        report = evolution.report()
        assert report["smime"]["form"] == "encrypted", report["smime"]["form"]
        assert report["smime"]["decrypted"] == decrypted, report["smime"]["decrypted"]
        assert report["verdict"] == verdict, f"{report['verdict']} instead of {verdict}"

    def run_all(self, folder, signed):
        ours, theirs = make_key(folder, "me"), make_key(folder, "nobody")
        text = b"JavaScript" if b"JavaScript" in signed else signed.split(b"\n\n", 2)[2].split(b"\n")[0]
        made = [encrypt(signed, ours["pem"], 1), encrypt(signed, ours["pem"], 2, (text, text[:-1] + b"A")),
                encrypt(signed, theirs["pem"], 3)]
        mails = []
        for number, octets in enumerate(made):
            mails.append(pathlib.Path(folder, str(number)))
            mails[-1].write_bytes(octets)
        with host.Evolution(self.session, self.engine, mails, host.Look(size=(1270, 860)),
                            keys=[(ours["p12"], PASSWORD)], start=("folder://local/Inbox", "")) as evolution:
            evolution.open_inbox()
            self.run("a signed mail in an envelope is verified", self.judges, evolution, 0, "verified", "host")
            self.run("an altered mail in an envelope is invalid", self.judges, evolution, 1, "invalid", "host")
            self.run("an envelope for nobody is not known", self.judges, evolution, 2, "undetermined", None)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--samples", type=pathlib.Path, required=True)
    options = parser.parse_args()
    checks.skip_without(NEEDS)
    engine = host.Engine(options.build, options.samples / "anchors.pem", (options.samples / "policy.policy",))
    samples = sorted((options.samples / "inbox").iterdir(), key=lambda path: int(path.name))
    number = checks.find_mail(engine.ask(samples, "en"), "verified")
    with tempfile.TemporaryDirectory(prefix="certfirst-mails-") as folder, host.Session((1280, 900)) as session:
        encrypted = Encrypted("evolution-encrypted", session, engine, options.build / "meson-logs")
        encrypted.run_all(folder, samples[number - 1].read_bytes())
        return encrypted.plan.finish()


if __name__ == "__main__":
    sys.exit(main())
