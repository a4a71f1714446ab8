"""rules.py: the ready filter rules of docs/claws-mail.md, in Claws Mail itself

Usage: rules.py --build BUILD --samples SAMPLES
"""
import pathlib
import sys

import accounts
import dovecot
import host
from desktop import until

DOCUMENT = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "claws-mail.md"
SUSPICIOUS = "suspicious"
ORANGE = 1
GOOD, DANGER, CAUTION = 1, 12, 24


def read_rules():
    """The lines of the document that are rules, as a person copies them."""
    return [line.strip() for line in DOCUMENT.read_text().splitlines() if line.startswith("    enabled rulename ")]


class Filtered(accounts.Accounts):
    local = (SUSPICIOUS,)
    rules = tuple(read_rules())


class Rules(accounts.Checks):
    """Each method is one promise; what it raises is a failure with its reason."""

    def hostile(self):
        """A danger whose subject wants to be a command."""
        lines = self.make(DANGER, "hostile").split(b"\n")
        subject = next(i for i, line in enumerate(lines) if line.startswith(b"Subject:"))
        while lines[subject + 1].startswith((b" ", b"\t")):
            del lines[subject + 1]
        lines[subject] = b"Subject: \"x\" '; touch $HOME/pwned; $(touch $HOME/pwned) `touch $HOME/pwned`"
        return b"\n".join(lines)

    def pop_goes_where_the_rules_say(self, claws):
        mails = {number: self.make(number, f"pop {number}") for number in (GOOD, DANGER, CAUTION)}
        severities = [self.ask_arrived(mails[number])["severity"] for number in (DANGER, CAUTION)]
        assert severities == ["danger", "caution"], severities
        for octets in [*mails.values(), self.hostile()]:
            claws.pop.deliver(octets)
        claws.receive_until(lambda: len(claws.list_local()) + len(claws.list_local(SUSPICIOUS)) == 5, 120, "all four mails")
        moved = {path.read_bytes() for path in claws.list_local(SUSPICIOUS)}
        assert moved == {mails[DANGER], self.hostile()}, [host.read_subject(path) for path in claws.list_local(SUSPICIOUS)]
        caution = [int(path.name) for path in claws.list_local() if path.read_bytes() == mails[CAUTION]]
        until(lambda: claws.find_labelled(ORANGE) == caution, 120, f"an orange label at {caution}")
        assert not (claws.home / "pwned").exists(), "the subject was run as a command"

    def what_the_rule_moved_is_marked_there(self, claws):
        wanted = [int(path.name) for path in claws.list_local(SUSPICIOUS)]
        until(lambda: claws.find_labelled(2, f"#mh/Mailbox/{SUSPICIOUS}") == wanted, 120, f"red labels at {wanted}")

    def imap_is_checked_when_a_rule_fetched_it(self, claws):
        """The rule needs the text; then the mail is checked as an arrival, opened by nobody."""
        octets = self.make(CAUTION, "imap")
        wanted = self.ask_arrived(octets)["canonical_sha256"]
        claws.imap.deliver(octets)
        claws.receive_until(lambda: claws.find_labelled(ORANGE, accounts.SERVER_FOLDER) == [2], 120, "an orange label on the server's mail")
        claws.receive_until(lambda: claws.read_history().get(wanted) is not None, 120, "the mail judged as an arrival")

    def run_promises(self):
        self.plan.result(len(read_rules()) == 2, "the document has its rules", read_rules())
        with dovecot.Dovecot() as server, self.opened(Filtered(self.session, self.engine, server, self.mails[:1])) as claws:
            # A first mail, so that the folder on the server is known.
            claws.imap.deliver(self.make(GOOD, "old"), seen=True)
            claws.receive_until(lambda: claws.count_on_server() == 1, 120, "the old mail")
            self.run("POP: moved and labelled by verdict, and no subject is a command", self.pop_goes_where_the_rules_say, claws)
            self.run("what a rule moved is marked where it is", self.what_the_rule_moved_is_marked_there, claws)
            self.run("IMAP: labelled by verdict, and checked as an arrival", self.imap_is_checked_when_a_rule_fetched_it, claws)


if __name__ == "__main__":
    sys.exit(accounts.main(Rules))
