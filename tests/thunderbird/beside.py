"""beside.py: the column of Thunderbird in docs/comparison.md, in a running Thunderbird without our add-on

Usage: beside.py --build BUILD --samples SAMPLES

The root of the mails' authority is trusted in the profile; nobody is asked.
"""
import pathlib
import subprocess
import sys

import bird
import thunderbird

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "comparison.md"
TRAINING, CASES = "tests/make/training", "tests/make/cases"
# Row of the page, a mail of that kind, what Thunderbird shows: its word beside the header, and whether with the icon of a good signature.
GOOD, PLAIN, NOTHING = ("S/MIME", True), ("S/MIME", False), ("", False)
ROWS = (
    (None, "01-*.eml", GOOD),
    ("text changed after signing", "altered-text", PLAIN),
    ("signed under an unknown authority", "chain-unknown-root", PLAIN),
    ("cancelled certificate", "revoked-no-reason", GOOD),
    ("certificate has expired since the mail came", "past-no-answer", PLAIN),
    ("signed by another address than the From", "*-untrusted-CF212.eml", PLAIN),
    ("unsigned text before a signed part", "*-invalid-CF601.eml", NOTHING),
    ("several signers, one bad", "signers-good-and-altered", PLAIN),
    ("several signers, one bad", "signers-good-and-altered-other", GOOD),
)
WORDS = {GOOD: "the icon of a good signature", PLAIN: '"S/MIME" without an icon', NOTHING: "nothing"}


def read_column():
    """{row: what the page says of Thunderbird}"""
    lines = [line.strip("|").split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    at = next(number for number, cell in enumerate(lines[0]) if "Thunderbird" in cell)
    return {line[0].strip(): line[at].strip() for line in lines if len(line) > at}


class TrustingBird(bird.Bird):
    def start(self):
        subprocess.run(["certutil", "-A", "-d", f"sql:{self.home / 'profile'}", "-n", "root", "-t", ",C,", "-i", self.setup.build / TRAINING / "anchors.pem"],
                       check=True, capture_output=True)
        super().start()

    def line(self):
        """(the word, whether the icon of a good signature is there) beside the header."""
        return tuple(self.remote.run(bird.PLACES + """
          const page = find("3pane").document;
          const word = page.getElementById("encryptionTechBtn"), icon = page.getElementById("signedHdrIcon");
          return [word && !word.hidden ? word.textContent.trim() : "", Boolean(icon && !icon.hidden && (icon.src || "").includes("signed-ok"))];
        """))


class Beside(thunderbird.Checks):
    needs = [*thunderbird.NEEDS, "certutil"]

    def find(self, name):
        return next((self.build / TRAINING / "mail").glob(name)) if name.endswith(".eml") else self.build / CASES / name / "message.eml"

    def shows(self, box, number, row, wanted):
        box.show(number)
        # What is wanted comes late, with the end of Thunderbird's own check; "nothing" is what stays.
        if wanted == NOTHING:
            box.show(1)
            bird.until(lambda: box.line() == GOOD, bird.WAIT_SECONDS, "a good signature")
            box.show(number)
        bird.until(lambda: box.line() == wanted, bird.WAIT_SECONDS, f"{wanted}; it shows {box.line()}")
        if row:
            cell = read_column()[row]
            assert WORDS[wanted] in cell, f"the page says {cell!r}, Thunderbird shows {WORDS[wanted]!r}"

    def run_all(self):
        mails = [self.find(name) for _, name, _ in ROWS]
        with TrustingBird(self.setup(mails=mails, xpi=None)) as box:
            box.open_folder()
            for number, (row, name, wanted) in enumerate(ROWS, 1):
                self.run(f"{row or 'a good signature'} ({name})", self.shows, box, number, row, wanted)
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(thunderbird.main(Beside))
