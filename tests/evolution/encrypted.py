"""encrypted.py: the signature inside a mail that Evolution decrypted

Usage: encrypted.py --build BUILD --samples SAMPLES

A signed sample is encrypted for a key that Evolution has, once as it is, once
altered, once for a key that nobody has.
"""
import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import checks  # noqa: E402
import envelope  # noqa: E402
import host  # noqa: E402

NEEDS = ["evolution", "openssl", "certutil", "pk12util", "Xvfb", "dbus-daemon", "gdbus", "openbox", "xdotool", "import", "identify"]


class Encrypted(checks.Checks):

    def judges(self, evolution, row, verdict, decrypted):
        evolution.select_row(row)
        host.until(lambda: evolution.wait_for_ribbon(60), 60, "a ribbon")
        report = evolution.report()
        assert report["smime"]["form"] == "encrypted", report["smime"]["form"]
        assert report["smime"]["decrypted"] == decrypted, report["smime"]["decrypted"]
        assert report["verdict"] == verdict, f"{report['verdict']} instead of {verdict}"

    def run_all(self, folder, signed):
        ours, theirs = envelope.make_key(folder, "me"), envelope.make_key(folder, "nobody")
        made = envelope.make_three(signed, ours["pem"], theirs["pem"])
        mails = []
        for number, octets in enumerate(made):
            mails.append(pathlib.Path(folder, str(number)))
            mails[-1].write_bytes(octets)
        with host.Evolution(self.session, self.engine, mails, host.Look(size=(1270, 860)),
                            keys=[(ours["p12"], envelope.PASSWORD)], start=("folder://local/Inbox", "")) as evolution:
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
