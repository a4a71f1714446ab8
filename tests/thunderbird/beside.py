"""beside.py: the column of Thunderbird in docs/comparison.md, in a running Thunderbird without our add-on; our add-on beside another one

Usage: beside.py --build BUILD --samples SAMPLES

The root of the mails' authority is trusted in the profile; nobody is asked.
The other add-on is neighbour/, which draws where DKIM Verifier draws.
"""
import pathlib
import subprocess
import sys
import zipfile

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


NEIGHBOUR = "neighbour@certfirst.test"
# What the other add-on has drawn: its row, sign and tip; whether the mail's From is still there, and one of our ribbon.
DRAWN = bird.PLACES + """
  const page = find(given[0]).document;
  const text = id => (page.getElementById(id) || {}).textContent;
  return { row: text("neighbourRow"), tip: text("neighbourTip"), sign: text("neighbourSign"), from: text("fromRecipient0Display") || "",
           signs: page.querySelectorAll("#neighbourSign").length, ribbons: page.querySelectorAll(".certfirst").length };
"""


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

    def pack_neighbour(self):
        out = self.folder / "neighbour.xpi"
        with zipfile.ZipFile(out, "w") as package:
            for path in sorted((pathlib.Path(__file__).resolve().parent / "neighbour").iterdir()):
                package.write(path, path.name)
        return out

    def has_both(self, box, number, place="3pane"):
        """The ribbon has its words and is on top, the other add-on's row has those of the same mail."""
        ribbon = box.wait_for(self.wanted(number), place)
        drawn = bird.until(lambda: (now := box.remote.run(DRAWN, place))["row"] == ribbon["message"] and now, bird.WAIT_SECONDS, "the other add-on's row")
        assert (drawn["tip"], drawn["sign"], drawn["signs"], drawn["ribbons"]) == (ribbon["message"], "*", 1, 1) and drawn["from"], drawn
        assert box.ribbon(place)["first"], "the ribbon is not above the header"

    def shares_the_header(self, box):
        for number in (*range(1, len(box.setup.mails) + 1), 1):
            box.show(number)
            self.has_both(box, number)
        box.press("details")
        bird.until(lambda: box.ribbon()["open"], bird.WAIT_SECONDS, "the details")
        self.has_both(box, 1)
        box.open_elsewhere(1)
        self.has_both(box, 1, "window")
        box.close_elsewhere("window")

    def shares_fast_switching(self, box):
        for number in (2, 3, 1, 2, 1, 3, 1, 2):
            box.select(number)
        self.has_both(box, 2)

    def goes_and_comes_alone(self, box):
        """Each of the two goes without the other's."""
        box.set_addon(False)
        bird.until(lambda: (now := box.remote.run(DRAWN, "3pane"))["ribbons"] == 0 and now["row"] and now["from"], bird.WAIT_SECONDS, "the other add-on alone")
        box.set_addon(True)
        self.has_both(box, 2)
        box.set_addon(False, NEIGHBOUR)
        bird.until(lambda: (now := box.remote.run(DRAWN, "3pane"))["ribbons"] == 1 and not now["row"] and now["from"], bird.WAIT_SECONDS, "ours alone")
        box.show(1)
        box.wait_for(self.wanted(1))

    def run_with_neighbour(self):
        with bird.Bird(self.setup(mails=self.mails[:3])) as box:
            box.install(self.pack_neighbour())
            box.open_folder()
            for name, check in (("another add-on draws in the same header, and both say what they have to say", self.shares_the_header),
                                ("the same after fast switching", self.shares_fast_switching),
                                ("each is switched off and on without the other", self.goes_and_comes_alone)):
                self.run(name, check, box)

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
        self.run_with_neighbour()
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(thunderbird.main(Beside))
