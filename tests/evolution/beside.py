"""beside.py: the column of Evolution in docs/comparison.md, read from Evolution's own line about the signature

Usage: beside.py --build BUILD --samples SAMPLES

The roots of the mails' authorities are trusted in Evolution; nobody is asked.
"""
import dataclasses
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import checks  # noqa: E402
import host  # noqa: E402
import others  # noqa: E402

NEEDS = ["evolution", "Xvfb", "dbus-daemon", "gdbus", "openbox", "xdotool", "import", "identify", *others.NEEDS]
SECONDS = 120
VALID, INVALID, NOTHING = "Valid signature", "Invalid signature", "nothing"
OTHER = "Valid signature, but sender address and signer address do not match"
WHOLE, PART = "S/MIME signed", "partially S/MIME signed"
# Row of the page, a mail of that kind, Evolution's line without the signer's name, and its word in the header.
ROWS = (
    (None, "01-*.eml", VALID, WHOLE),
    ("text changed after signing", "altered-text", INVALID, WHOLE),
    ("signed under an unknown authority", "chain-unknown-root", INVALID, WHOLE),
    ("cancelled certificate", "revoked-no-reason", VALID, WHOLE),
    ("certificate has expired since the mail came", "past-no-answer", VALID, WHOLE),
    ("signed by another address than the From", "12-untrusted-CF212.eml", OTHER, WHOLE),
    ("unsigned text before a signed part", "09-invalid-CF601.eml", VALID, PART),
    ("several signers, one bad", "signers-good-and-altered", INVALID, WHOLE),
    ("several signers, one bad", "signers-good-and-altered-other", INVALID, WHOLE),
    ("no signature, though the sender always signs", "04-*.eml", NOTHING, ""),
    ("domain proved by DKIM", "22-verified-domain-CF419.eml", NOTHING, ""),
)
BETWEEN = b"From: a@b.example\nTo: c@d.example\nSubject: between two\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nMessage-ID: <p@b.example>\n\nplain\n"
MBOX_ROW = "what a mail in an mbox lost"
# No kind of mail of "certfirst explain --others".
UNTOLD = ("domain proved by DKIM", MBOX_ROW)


class Beside(host.Checks):

    def __init__(self, session, engine, mails, out):
        super().__init__("evolution-beside", session, engine, out)

    def texts(self, evolution):
        """What stands in the cells of the tables that Evolution itself draws above a mail."""
        text = self.session.atspi.Text.get_text
        return [text(node, 0, -1) for node in evolution.everything(whole=True) if node.get_role_name() == "table cell"
                and node.get_parent().get_role_name() == "table row" and "Text" in node.get_interfaces()]

    def line(self, evolution, subject):
        """(the line about the signature without the signer, the word in the header) of the mail with that subject."""
        texts = host.desktop.look(lambda: self.texts(evolution)) or []
        if not any(host.squeeze(subject) in host.squeeze(text) for text in texts):
            return None
        lines = [text.partition(" (")[0] for text in texts if "signature" in text]
        words = [text for text in texts if text.endswith("S/MIME signed")]
        return (lines[0] if lines else NOTHING, words[0] if words else "")

    def shows(self, evolution, row, mail, *wanted):
        subject = host.read_subject(mail)
        host.until(lambda: self.line(evolution, subject) == wanted, SECONDS, f"{wanted}; it shows {self.line(evolution, subject)}")
        if row:
            words = wanted[0] if wanted[0] == NOTHING else f'"{wanted[0]}"'
            others.check_page("Evolution", row, words)
        if row and row not in UNTOLD:
            others.check_explain("Evolution", self.engine.program, mail, words)
        if wanted[1] == PART:
            others.check_page("Evolution", row, '"partially"')

    def shows_of_list(self, evolution, number, row, mail, *wanted):
        # Another mail between two: some have the same subject, and an old line must not pass for a new one.
        evolution.show(len(evolution.mails))
        self.shows(evolution, None, evolution.mails[-1], NOTHING, "")
        evolution.show(number)
        self.shows(evolution, row, mail, *wanted)

    def mbox_has_changed_it(self, evolution, mail):
        host.until(lambda: self.opens_second_inbox(evolution), SECONDS, "the mail in the mbox")
        evolution.select_row(0)
        self.shows(evolution, MBOX_ROW, mail, INVALID, WHOLE)

    def opens_second_inbox(self, evolution):
        evolution.open_folder("Inbox", nth=1)
        return evolution.count_rows() == 1

    def run_all(self, folder):
        signed, root = others.sign_from_line(folder)
        anchors = folder / "anchors.pem"
        anchors.write_text((self.engine.build / others.TRAINING / "anchors.pem").read_text() + root.read_text())
        engine = dataclasses.replace(self.engine, anchors=anchors)
        plain = folder / "plain.eml"
        plain.write_bytes(BETWEEN)
        rows = [*ROWS, (None, signed, VALID, WHOLE)]
        mails = [others.find(engine.build, mail) if isinstance(mail, str) else mail for _, mail, _, _ in rows]
        mbox = b"From x@example.com Mon Mar  2 10:00:00 2026\n" + signed.read_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n"
        with host.Evolution(self.session, engine, [*mails, plain], host.Look(size=(1270, 860)), mbox=mbox,
                            start=("folder://local/Inbox", "")) as evolution:
            evolution.open_inbox()
            for number, (row, mail, *wanted) in enumerate(rows, 1):
                self.run(f"{row or 'a good signature'} ({mails[number - 1].name}): {wanted[0]}", self.shows_of_list, evolution, number, row,
                         mails[number - 1], *wanted)
            self.run(MBOX_ROW, self.mbox_has_changed_it, evolution, signed)
            self.run("Evolution ends cleanly", self.ends_cleanly, evolution)
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(checks.main(Beside, NEEDS))
