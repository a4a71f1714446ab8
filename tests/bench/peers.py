"""peers.py: other programs that check the same signature, each a process of its own, as a script would run it

openssl, gpgsm and NSS's cmsutil take the signature and the signed bytes, or
one opaque file; what they leave out (MIME structure, sender, revocation,
domain) is in our time and not in theirs.
"""
import shutil
import subprocess

AT = "1772355600"  # 2026-03-01T09:00:00Z, as RECEIVED of engines.py


def run(command):
    return subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)


class Peers:
    """Those that are installed, set up in a folder with our test roots."""

    def __init__(self, folder, anchors):
        self.anchors = anchors
        self.signature, self.content = folder / "signature.der", folder / "content"
        self.home, self.database = folder / "gnupg", folder / "nss"
        self.names = [name for name, program in (("openssl", "openssl"), ("gpgsm", "gpgsm"), ("cmsutil", "cmsutil"))
                      if shutil.which(program)]
        if "gpgsm" in self.names:
            self.home.mkdir(mode=0o700)
            run([*self.gpgsm(), "--import", anchors])
        if "cmsutil" in self.names:
            self.make_database(folder)

    def gpgsm(self):
        return ["gpgsm", "--homedir", self.home, "--batch", "--no-autostart", "--disable-dirmngr"]

    def make_database(self, folder):
        self.database.mkdir()
        run(["certutil", "-N", "-d", f"sql:{self.database}", "--empty-password"])
        for number, text in enumerate(self.anchors.read_text().split("-----END CERTIFICATE-----")[:-1]):
            path = folder / f"root-{number}.pem"
            path.write_text(text + "-----END CERTIFICATE-----\n")
            run(["certutil", "-A", "-d", f"sql:{self.database}", "-n", f"root {number}", "-t", ",C,", "-a", "-i", path])

    def commands(self, form, content, der):
        """{name: command} for this signature; files are written for them."""
        detached = form == "detached"
        self.signature.write_bytes(der)
        self.content.write_bytes(content)
        made = {
            "openssl": ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", self.signature, "-CAfile", self.anchors,
                        "-purpose", "any", "-attime", AT, "-out", "/dev/null", *(["-content", self.content] if detached else [])],
            "gpgsm": [*self.gpgsm(), "--disable-crl-checks", "--status-fd", "1", *([] if detached else ["--output", "/dev/null"]),
                      "--verify", self.signature, *([self.content] if detached else [])],
            "cmsutil": ["cmsutil", "-D", "-d", f"sql:{self.database}", "-n", "-i", self.signature,
                        *(["-c", self.content] if detached else [])],
        }
        return {name: list(map(str, made[name])) for name in self.names if self.works(name, made[name])}

    def works(self, name, command):
        """A peer that refuses the sample says nothing about speed."""
        done = run(command)
        return b"GOODSIG" in done.stdout if name == "gpgsm" else done.returncode == 0
