"""arrival.py: mail that arrives in Claws Mail is checked at once, by its exact bytes, and only a danger is marked and told

Usage: arrival.py --build BUILD --samples SAMPLES
"""
import contextlib
import sys
import time

import accounts
import background
import dovecot
import host
from desktop import until

RED = 2
OLD = 1000
# A sample without the certificate that its sender always has.
DANGER = 12
# Bytes that programs like to change on their way.
EXACT = (b"From: Alice <alice@example.com>\nTo: bob@example.net\nSubject: exact bytes\nMIME-Version: 1.0\n"
         b"Content-Type: text/plain; charset=utf-8\n\n8 bits \xff\xfe and a bare CR \r here\n.\n..\n...\n.leading dot\n"
         b"From me\n>From you\n \n" + b"long " * 2000 + b"\n\n\nno last line end")


class Arrival(accounts.Checks):
    """Each method is one promise; what it raises is a failure with its reason."""

    # POP

    def pop_is_checked_before_it_is_opened(self, claws):
        """Every sample that comes by POP is in the history with the bytes of the wire and the moment.

        But for those whose domain may yet be proved: nothing is final of them without DNS.
        """
        self.by_pop = {}
        for number in range(1, len(self.mails) + 1):
            octets = self.make(number, f"pop {number}")
            self.by_pop[octets.replace(b"\r\n", b"\n")] = self.ask_arrived(octets)
            claws.pop.deliver(octets)
        before = len(claws.list_local())
        begin = int(time.time())
        claws.receive()
        until(lambda: len(claws.list_local()) == before + len(self.mails), 120, "the mail in its folder")
        wanted = {report["canonical_sha256"] for octets, report in self.by_pop.items() if b"DKIM-Signature:" not in octets}
        with contextlib.suppress(host.Trouble):
            until(lambda: wanted <= claws.read_history().keys(), 120, "all of them judged")
        end = int(time.time())
        history = claws.read_history()
        missing = [report["reasons"][0] for report in self.by_pop.values() if report["canonical_sha256"] in wanted - history.keys()]
        assert not missing, f"not in the history: {missing}"
        moments = [history[mail] for mail in wanted]
        assert all(moment is not None and begin <= moment <= end for moment in moments), f"{begin}, {end}: {moments}"

    def only_dangers_are_marked(self, claws):
        reports = {int(path.name): self.by_pop.get(path.read_bytes()) for path in claws.list_local()[1:]}
        wanted = sorted(name for name, report in reports.items() if report and report["severity"] == "danger")
        assert len(wanted) > 3 and None not in reports.values(), f"{wanted} of {list(reports)}"
        until(lambda: claws.find_labelled(RED) == wanted, 120, f"red labels at {wanted}, there are {claws.find_labelled(RED)}")
        for colour in (1, 3, 4, 5, 6, 7):
            assert not claws.find_labelled(colour), f"colour {colour} at {claws.find_labelled(colour)}"

    def a_danger_is_told(self, claws, notifications):
        """Several in a short time in one notification, which grows."""
        until(lambda: notifications.told() and notifications.told()[-1][0] == 1, 120, "a notification that took in others")
        told = notifications.told()
        assert not any("Signed by" in summary for _, summary, _ in told), told

    def exact_bytes_by_pop(self, claws):
        octets = EXACT.replace(b"exact bytes", b"exact bytes by POP")
        wanted = self.ask(octets)["canonical_sha256"]
        claws.pop.deliver(octets)
        claws.receive()
        until(lambda: claws.read_history().get(wanted) is not None, 120, "the exact bytes judged as an arrival")

    def a_file_is_no_arrival(self, claws, octets):
        """What somebody put into a local folder has no moment: neither that of the file nor one in its header."""
        wanted = self.ask(octets)
        claws.show(1)
        claws.wait_for(wanted["ribbon"]["accessible_name"])
        until(lambda: wanted["canonical_sha256"] in claws.read_history(), 120, "the file judged")
        assert claws.read_history()[wanted["canonical_sha256"]] is None, "a file was taken for an arrival"

    # IMAP

    def first_listing_is_no_arrival(self, claws):
        wanted = self.ask(self.make(2, "old 2"))
        claws.receive()
        claws.show_on_server(2, host.read_subject(self.mails[1]))
        claws.wait_for(wanted["ribbon"]["accessible_name"])
        until(lambda: wanted["canonical_sha256"] in claws.read_history(), 120, "the opened mail judged")
        assert claws.read_history()[wanted["canonical_sha256"]] is None, "old mail was taken for an arrival"

    def new_mail_counts_from_when_it_was_seen(self, claws):
        """Seen first, opened later: the moment is that of the listing.  A danger gets its mark then."""
        mails = [(OLD + 1, 1, self.make(1, "new 1")), (OLD + 2, DANGER, self.make(DANGER, "new 2"))]
        for _, _, octets in mails:
            claws.imap.deliver(octets)
        begin = int(time.time())
        kept = claws.home / ".local" / "share" / "certfirst" / "arrivals-claws.json"
        claws.receive_until(lambda: kept.exists() and f'"{OLD + 2}"' in kept.read_text(), 120, "the new mail among the arrivals")
        seen = int(time.time())
        time.sleep(3)
        for uid, number, octets in mails:
            wanted = self.ask_arrived(octets)
            claws.show_on_server(uid, host.read_subject(self.mails[number - 1]))
            claws.wait_for(wanted["ribbon"]["accessible_name"])
            arrived = claws.read_history().get(wanted["canonical_sha256"])
            assert arrived is not None and begin <= arrived <= seen, f"{begin}, {seen}: {arrived}"
        until(lambda: f'"{OLD + 1}"' not in kept.read_text() and f'"{OLD + 2}"' not in kept.read_text(), 120, "nothing waits")
        until(lambda: claws.find_labelled(RED, accounts.SERVER_FOLDER) == [OLD + 2], 120, f"a red label at {OLD + 2}")

    def the_server_hears_nothing_of_marks(self, claws):
        with claws.server.open_imap(accounts.IMAP_USER) as imap:
            imap.select("INBOX", readonly=True)
            flags = imap.fetch(str(OLD + 2), "(FLAGS)")[1][0].decode()
        assert "\\Seen" in flags or "FLAGS ()" in flags or "\\Recent" in flags, flags
        assert not any(word in flags.lower() for word in ("label", "certfirst", "$", "red")), flags

    def exact_bytes_from_the_server(self, claws):
        """As the server sent them; every byte but the line ends."""
        wanted = self.ask(EXACT)["canonical_sha256"]
        claws.imap.deliver(EXACT, seen=True)
        uid = OLD + 3
        claws.receive_until(lambda: claws.count_on_server() == uid, 120, "the new mail in the list")
        assert uid not in claws.list_cached()
        claws.show_on_server(uid, "exact bytes")
        until(lambda: wanted in claws.read_history(), 120, "the exact bytes judged")
        assert uid in claws.list_cached()
        assert claws.read_history()[wanted] is None, "a mail that was read elsewhere is no arrival"

    def run_promises(self):
        file = self.folder / "file"
        file.write_bytes(b"X-FETCH-TIME: Mon, 01 Jun 2026 09:00:00 +0000\nX-FETCH-SERVER: mx.example.com\n" + self.make(1, "a file"))
        with dovecot.Dovecot() as server, background.Notifications(self.session) as notifications:
            with self.opened(accounts.Accounts(self.session, self.engine, server, [file])) as claws:
                for number in range(OLD):
                    claws.imap.deliver(self.make(number % len(self.mails) + 1, f"old {number + 1}"))
                self.run("POP: checked by the bytes of the wire, before it is opened",
                         self.pop_is_checked_before_it_is_opened, claws)
                self.run("POP: dangers are marked in the list, and nothing else", self.only_dangers_are_marked, claws)
                self.run("POP: the desktop is told of a danger", self.a_danger_is_told, claws, notifications)
                self.run("POP: every byte", self.exact_bytes_by_pop, claws)
                self.run("a file in a local folder is no arrival", self.a_file_is_no_arrival, claws, file.read_bytes())
                self.run(f"IMAP: {OLD} old messages are no arrivals", self.first_listing_is_no_arrival, claws)
                self.run("IMAP: a new mail arrives when it is seen, and is marked when it is opened",
                         self.new_mail_counts_from_when_it_was_seen, claws)
                self.run("IMAP: the server hears nothing of marks", self.the_server_hears_nothing_of_marks, claws)
                self.run("IMAP: every byte", self.exact_bytes_from_the_server, claws)


if __name__ == "__main__":
    sys.exit(accounts.main(Arrival))
