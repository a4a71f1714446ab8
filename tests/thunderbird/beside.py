"""beside.py: the column of Thunderbird in docs/comparison.md, in a running Thunderbird without our add-on

Usage: beside.py --build BUILD --samples SAMPLES

The root of the mails' authority is trusted in the profile; nobody is asked.
"""
import pathlib
import subprocess
import sys

import bird
import thunderbird

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import others  # noqa: E402

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
    ("no signature, though the sender always signs", "04-*.eml", NOTHING),
    ("domain proved by DKIM", "22-verified-domain-CF419.eml", NOTHING),
)
# A folder of Thunderbird is an mbox.
MBOX_ROW = "what a mail in an mbox lost"
# No kind of mail of "certfirst explain --others".
UNTOLD = ("domain proved by DKIM", MBOX_ROW)
WORDS = {GOOD: "the icon of a good signature", PLAIN: '"S/MIME" without an icon', NOTHING: "nothing"}


class TrustingBird(bird.Bird):
    roots = ()

    def start(self):
        for number, root in enumerate(self.roots):
            subprocess.run(["certutil", "-A", "-d", f"sql:{self.home / 'profile'}", "-n", f"root {number}", "-t", ",C,", "-i", root], check=True,
                           capture_output=True)
        super().start()

    def line(self):
        """(the word, whether the icon of a good signature is there) beside the header."""
        return tuple(self.remote.run(bird.PLACES + """
          const page = find("3pane").document;
          const word = page.getElementById("encryptionTechBtn"), icon = page.getElementById("signedHdrIcon");
          return [word && !word.hidden ? word.textContent.trim() : "", Boolean(icon && !icon.hidden && (icon.src || "").includes("signed-ok"))];
        """))


class Beside(thunderbird.Checks):
    needs = [*thunderbird.NEEDS, *others.NEEDS]

    def shows(self, box, number, row, mail, wanted):
        box.show(number)
        # What is wanted comes late, with the end of Thunderbird's own check; "nothing" is what stays.
        if wanted == NOTHING:
            box.show(1)
            bird.until(lambda: box.line() == GOOD, bird.WAIT_SECONDS, "a good signature")
            box.show(number)
        bird.until(lambda: box.line() == wanted, bird.WAIT_SECONDS, f"{wanted}; it shows {box.line()}")
        if row:
            others.check_page("Thunderbird", row, WORDS[wanted])
        if row and row not in UNTOLD:
            others.check_explain("Thunderbird", self.build / "plugin/cli/certfirst", mail, WORDS[wanted])

    def sign(self):
        mail, root = others.sign_from_line(self.folder)
        return mail, (self.build / others.TRAINING / "anchors.pem", root)

    def run_all(self):
        signed, TrustingBird.roots = self.sign()
        rows = [*((row, others.find(self.build, name), wanted) for row, name, wanted in ROWS), (MBOX_ROW, signed, GOOD)]
        with TrustingBird(self.setup(mails=[mail for _, mail, _ in rows], xpi=None)) as box:
            box.open_folder()
            for number, (row, mail, wanted) in enumerate(rows, 1):
                self.run(f"{row or 'a good signature'} ({mail.name})", self.shows, box, number, row, mail, wanted)
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(thunderbird.main(Beside))
