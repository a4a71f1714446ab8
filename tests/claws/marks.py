"""marks.py: whose colour a mail has in Claws Mail's list: ours for danger, a person's for ever, a server's never

Usage: marks.py --build BUILD --samples SAMPLES
"""
import subprocess
import sys

import accounts
import dovecot
import host
from desktop import until

RED, BLUE, NONE = 2, 5, 0
COLOURS = range(1, 8)
GOOD, DANGER = 1, 12
# Places in the inbox: one good mail, and three dangers that somebody treats differently.
PLAIN, OURS, RECOLOURED, CLEARED = 1, 2, 3, 4
KEYWORDS = ("$Label1", "$Label2", "red", "colorlabel2", "Certfirst", "$MailFlagBit0")


class Marks(accounts.Checks):
    """Each method is one promise; what it raises is a failure with its reason."""

    def labels(self, claws, folder="#mh/Mailbox/inbox"):
        """{number: colour} of those that have one."""
        return {number: colour for colour in COLOURS for number in claws.find_labelled(colour, folder)}

    def shows_labels(self, claws, wanted, folder="#mh/Mailbox/inbox"):
        until(lambda: self.labels(claws, folder) == wanted, 120, f"the colours {wanted}, there are {self.labels(claws, folder)}")

    def open(self, claws, number, report):
        claws.show(number)
        claws.wait_for(report["ribbon"]["accessible_name"])

    def paint(self, claws, number, colour):
        """With the key for it, pressed again as long as a busy machine has not heard it."""
        wanted = {**self.labels(claws), number: colour}
        if colour == NONE:
            del wanted[number]

        def pressed():
            subprocess.run(["xdotool", "key", "--clearmodifiers", f"ctrl+{colour}"], env=claws.env, check=True, timeout=120)
            return self.labels(claws) == wanted
        until(pressed, 120, f"the colour {colour} at message {number}")

    def judge_again(self, claws, number, report):
        """The same mail is judged anew, with the same answer."""
        self.open(claws, PLAIN, self.reports[PLAIN])
        self.open(claws, number, report)
        subprocess.run(["xdotool", "key", "--clearmodifiers", "ctrl+alt+c"], env=claws.env, check=True, timeout=120)
        claws.wait_for(report["ribbon"]["accessible_name"])

    # The promises

    def opened_dangers_are_red(self, claws):
        for number in (OURS, RECOLOURED, CLEARED):
            self.open(claws, number, self.reports[number])
        self.shows_labels(claws, {OURS: RED, RECOLOURED: RED, CLEARED: RED})

    def a_persons_colour_stays(self, claws):
        self.open(claws, RECOLOURED, self.reports[RECOLOURED])
        self.paint(claws, RECOLOURED, BLUE)
        self.open(claws, CLEARED, self.reports[CLEARED])
        self.paint(claws, CLEARED, NONE)
        for number in (RECOLOURED, CLEARED):
            self.judge_again(claws, number, self.reports[number])
        # This one is red only after those before it were looked at.
        self.judge_again(claws, OURS, self.reports[OURS])
        self.shows_labels(claws, {OURS: RED, RECOLOURED: BLUE})

    def colours_outlast_a_restart(self, claws):
        claws.restart()
        self.shows_labels(claws, {OURS: RED, RECOLOURED: BLUE})
        for number in (RECOLOURED, CLEARED, OURS):
            self.judge_again(claws, number, self.reports[number])
        self.shows_labels(claws, {OURS: RED, RECOLOURED: BLUE})

    def a_server_sets_no_colour(self, claws):
        """Keywords of every kind on a good mail give it none; on a danger they hinder nothing."""
        wanted = []
        for uid, number in ((1, GOOD), (2, DANGER)):
            octets = self.make(number, f"keywords {number}")
            claws.imap.deliver(octets)
            wanted.append((uid, number, self.ask(octets, place="server-folder")))
        with claws.server.open_imap(accounts.IMAP_USER) as imap:
            imap.select("INBOX")
            for uid in (1, 2):
                answer = imap.uid("STORE", str(uid), "+FLAGS", f"(\\Flagged {' '.join(KEYWORDS)})")
                assert answer[0] == "OK" and b"Certfirst" in answer[1][0], answer
        claws.receive_until(lambda: claws.count_on_server() == 2, 120, "both on the server")
        assert not self.labels(claws, accounts.SERVER_FOLDER), "a server gave a mail a colour"
        for uid, number, report in wanted:
            claws.show_on_server(uid, host.read_subject(self.mails[number - 1]))
            claws.wait_for(report["ribbon"]["accessible_name"])
        self.shows_labels(claws, {2: RED}, accounts.SERVER_FOLDER)

    def run_promises(self):
        mails = []
        for place, number in ((PLAIN, GOOD), (OURS, DANGER), (RECOLOURED, DANGER), (CLEARED, DANGER)):
            mails.append(self.folder / f"{place}.eml")
            mails[-1].write_bytes(self.make(number, f"place {place}"))
        self.reports = self.engine.ask(mails, "en")
        with dovecot.Dovecot() as server, self.opened(accounts.Accounts(self.session, self.engine, server, mails)) as claws:
            self.run("a danger that is opened gets a colour, no other mail does", self.opened_dangers_are_red, claws)
            self.run("a person's own colour stays, and one taken off stays off", self.a_persons_colour_stays, claws)
            self.run("the same after a restart", self.colours_outlast_a_restart, claws)
            self.run("IMAP: no keyword of a server is a colour", self.a_server_sets_no_colour, claws)


if __name__ == "__main__":
    sys.exit(accounts.main(Marks))
