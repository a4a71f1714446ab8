"""desk.py: a folder with all that the pages for administrators, help desks and users speak of"""
import os
import pathlib
import shutil
import subprocess

POSTMARK = "From x Mon Jun 15 09:00:00 2026\n"
SHARDS, EACH = 6, 400


def mail(number):
    return f"From: s{number}@d{number % 50}.example\nSubject: {number}\nMessage-ID: <{number}@b.example>\n\nwords\n"


class Desk:
    """A folder with all that the pages speak of."""

    def __init__(self, folder, program, samples):
        self.at, self.samples = pathlib.Path(folder), samples
        self.bin = self.at / "bin"
        self.bin.mkdir()
        (self.bin / "certfirst").symlink_to(program)
        self.environment = {**os.environ, "PATH": f"{self.bin}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LANGUAGE": "", "HOME": str(self.at),
                            "CERTFIRST_SAMPLES": str(samples), "XDG_CONFIG_HOME": str(self.at / "config"),
                            "XDG_DATA_HOME": str(self.at / "data"), "XDG_STATE_HOME": str(self.at / "state")}
        self.environment.pop("CERTFIRST_PROGRAM", None)
        self.furnish()

    def run(self, line, timeout=300, at=None):
        return subprocess.run(["/bin/sh", "-c", line], cwd=at or self.at, stdin=subprocess.DEVNULL, env=self.environment, capture_output=True,
                              text=True, timeout=timeout, check=False)

    def furnish(self):
        samples = self.samples
        for folder in ("Maildir/cur", "Maildir/new", "Maildir/tmp", "archive", "out"):
            (self.at / folder).mkdir(parents=True)
        for number, path in enumerate(sorted((samples / "mail").iterdir())):
            shutil.copy(path, self.at / "Maildir" / "cur" / f"{number}.host:2,S")
        for shard in range(SHARDS):
            text = "".join(POSTMARK + mail(shard * EACH + number) + "\n" for number in range(EACH))
            (self.at / "archive" / f"{shard}.mbox").write_text(text)
        (self.at / "pilot.policy").write_text("[sender bank.example]\ncertificate=required\nmode=observe\n")
        (self.at / "known-authorities").write_text("# looked at\n")
        altered = next((samples / "mail").glob("*-invalid-CF104.eml"))
        shutil.copy(altered, self.at / "message.eml")
        options = f"--policy={samples}/samples.policy --trust-anchors={samples}/anchors.pem --at=2026-06-15T09:00:00Z"
        for line in (f"certfirst check --format=json --redact --lookups=offline {options} message.eml >report.json",
                     f"cp {samples}/answers.jsonl answers.jsonl",
                     "certfirst check --history=ledger.db --lookups=offline --policy=pilot.policy message.eml",
                     "openssl req -x509 -newkey rsa:2048 -nodes -keyout rules.key -out rules.pem -days 3000 -subj /CN=rules"):
            self.run(line)
