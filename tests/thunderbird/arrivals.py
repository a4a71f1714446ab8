"""arrivals.py: mail that arrives in Thunderbird is checked at once, by its exact bytes, and only a danger is marked and told

Usage: arrivals.py --build BUILD --samples SAMPLES

A real mail server on loopback, by IMAP and by POP.  What the engine got, and
when, is read in its record of mail.
"""
import contextlib
import email.utils
import sqlite3
import sys
import time

import bird
import dovecot
import homes
import marionette
import relay
import thunderbird

NEEDS = [*thunderbird.NEEDS, *dovecot.NEEDS]
# A sample without the certificate that its sender always has, and one that is as it should be.
DANGER = 12
SIGNED = 1
SECONDS = 120
# The server stops here, once, in the middle of a mail.
STOP = b"the server stops here"
SLOW = (b"From: Bob <bob@example.net>\r\nTo: me@example.com\r\nSubject: slow\r\nDate: Mon, 2 Mar 2026 09:00:00 +0900\r\n"
        b"Message-ID: <slow@example.com>\r\nContent-Type: text/plain\r\n\r\n" + b"a line of text\r\n" * 8000 + STOP + b"\r\n" +
        b"a line of text\r\n" * 40000)


class ServerBird(bird.Bird):
    """A Thunderbird with accounts."""

    def start(self):
        super().start()
        self.remote.run("""
          const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
          for (const server of MailServices.accounts.allServers)
            if (server.type != "none") server.password = given[0];
          globalThis.certfirstTold = [];
          Services.ww.registerNotification({ observe(win, topic) {
            if (topic == "domwindowopened") win.addEventListener("load", () => {
              const text = id => (win.document.getElementById(id) || {}).textContent || (win.document.getElementById(id) || {}).value || "";
              if (win.location.href.endsWith("/alert.xhtml"))
                setTimeout(() => globalThis.certfirstTold.push(text("alertTitleLabel") + "\\n" + text("alertTextLabel")), 0);
            }, { once: true });
          } });
        """, dovecot.PASSWORD)

    def receive(self, kind):
        """What "Get Messages" does; not waited for without end, as a server may stand still."""
        self.remote.run(INBOX + """
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          const late = new Promise(resolve => setTimeout(resolve, 20000));
          await Promise.race([late, new Promise(resolve => inbox(given[0]).server.getNewMessages(inbox(given[0]), w.msgWindow, {
            QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]), OnStartRunningUrl() {}, OnStopRunningUrl() { resolve(); } }))]);
        """, kind)

    def show_inbox(self, kind, count):
        """Asked again until it is there: a folder that was just found may not be in the tree yet."""
        bird.until(lambda: self.display(kind) == count, SECONDS, f"{count} mails by {kind} in the list")

    def display(self, kind):
        """The rows that are shown of the inbox."""
        return self.remote.run(INBOX + """
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          const tabmail = w.document.getElementById("tabmail");
          tabmail.switchToTab(0);
          while (!tabmail.currentAbout3Pane) await new Promise(resolve => setTimeout(resolve, 30));
          const three = tabmail.currentAbout3Pane;
          const shown = () => three.gViewWrapper && three.gViewWrapper.displayedFolder == inbox(given[0]);
          if (!shown()) three.displayFolder(inbox(given[0]));
          return shown() && three.gDBView ? three.gDBView.rowCount : -1;
        """, kind)

    def count(self, kind):
        return self.remote.run(INBOX + "return inbox(given[0]) ? inbox(given[0]).getTotalMessages(false) : 0;", kind)

    def marks(self):
        """What the column says of each mail in the list, in the order of their keys."""
        return self.remote.run("""
          const three = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail").currentAbout3Pane;
          const found = [...three.document.querySelectorAll("#threadTree tbody tr td.certfirstdanger-column")];
          const cells = found.map(cell => [three.gDBView.getMsgHdrAt(cell.closest("tr").index).messageKey, cell.textContent.trim()]);
          return cells.sort((a, b) => a[0] - b[0]).map(cell => cell[1]);
        """)

    def told(self):
        return self.remote.run("return globalThis.certfirstTold;")

    def history(self):
        """{canonical hash: moment of arrival or None} of every mail that the engine judged."""
        path = self.home / ".local" / "share" / "certfirst" / "ledger.db"
        if path.exists():
            with contextlib.suppress(sqlite3.OperationalError), \
                    contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as ledger:
                return dict(ledger.execute("SELECT sha256, arrived FROM messages"))
        return {}


INBOX = """
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const inbox = kind => {
    const server = MailServices.accounts.allServers.find(one => one.type == kind);
    return server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
  };
"""


class Arrivals(thunderbird.Checks):
    """Each method is one promise, by IMAP ("imap") and POP ("pop3")."""
    needs = NEEDS

    def make(self, number, name):
        """A sample under a Message-ID of its own, which its signature does not cover."""
        head, _, body = self.mails[number - 1].read_bytes().partition(b"\n\r\n" if b"\r\n\r\n" in self.mails[number - 1].read_bytes() else b"\n\n")
        lines = [line for line in head.split(b"\n") if not line.lower().startswith(b"message-id:")]
        end = b"\r\n" if b"\r\n" in head else b"\n"
        return b"\n".join([f"Message-ID: <{name}@example.com>".encode() + end.rstrip(b"\n"), *lines]) + end[:-1].join([b"\n", b"\n"]) + body

    def digest(self, octets):
        return thunderbird.ask_engine(self.build, self.judged_by, [self.write("asked.eml", octets)], "en")[1]["canonical_sha256"]

    def first_listing_is_no_arrival(self, box, kind):
        if box.count(kind) == 0:
            box.receive(kind)
        box.show_inbox(kind, len(self.old[kind]))
        wanted = self.digest(self.old[kind][0])
        # A folder that Thunderbird finds once more is left for the next one in the tree.
        bird.until(lambda: wanted in box.history() or (box.display(kind) and self.select_again(box)), SECONDS, "the opened mail, judged by its own bytes")
        arrived = {self.digest(octets): octets[:60] for octets in self.old[kind] if box.history().get(self.digest(octets)) is not None}
        assert not arrived, f"old mail was taken for an arrival: {arrived}"

    def select_again(self, box, number=1):
        """A folder that is still being listed takes the selection away again."""
        with contextlib.suppress(marionette.Refused):
            box.select(number)
        time.sleep(0.5)

    def arrival_is_checked(self, box, kind):
        """In the background, without being opened; the moment is the clock's, not that of any field."""
        new = {SIGNED: self.make(SIGNED, f"new-signed-{kind}"), DANGER: self.make(DANGER, f"new-danger-{kind}")}
        begin = int(time.time())
        for octets in new.values():
            self.boxes[kind].deliver(octets)
        box.receive(kind)
        # Thunderbird may count a mail twice when it finds the folder twice.
        bird.until(lambda: box.count(kind) >= len(self.old[kind]) + len(new) or box.receive(kind), SECONDS, "the new mail")
        for number, octets in new.items():
            wanted = self.digest(octets)
            bird.until(lambda: box.history().get(wanted) is not None, SECONDS, f"mail {number} checked as an arrival")
            arrived = box.history()[wanted]
            assert begin - 1 <= arrived <= time.time() + 1, f"{begin}: {arrived}"
            said = email.utils.parsedate_to_datetime(next(line for line in octets.decode("latin1").splitlines()
                                                          if line.lower().startswith("date:"))[5:].strip()).timestamp()
            assert abs(arrived - said) > 60, "the moment may be the Date field"

    def danger_is_marked(self, box, kind):
        """The danger that arrived; the old mails, also the dangerous one that nobody opened, are not."""
        box.show_inbox(kind, len(self.old[kind]) + 2)
        wanted = [""] * (len(self.old[kind]) + 1) + ["Danger"]
        bird.until(lambda: box.marks() == wanted, SECONDS, f"{wanted} in the column, there is {box.marks()}")

    def danger_is_told(self, box, kind):
        name = self.wanted(DANGER)
        bird.until(lambda: any(name in text for text in box.told()), SECONDS, f"a notice; there is {box.told()}")
        assert not any(self.wanted(SIGNED) in text for text in box.told()), box.told()

    def engine_hears_the_account(self, box):
        """Policies name it, to say which servers' words count."""
        frames = (box.home / "certfirst-sample-engine.frames").read_bytes()
        assert b'"account":"imap@127.0.0.1"' in frames, "the account by IMAP"
        assert frames.count(b'"account":') == frames.count(b'"account":"imap@127.0.0.1"') + frames.count(b'"account":null'), "another"

    def wait_has_an_end(self, box, slow):
        """A server that stops in the middle of a mail: words, not a wait without end; then the verdict, once the mail is there."""
        kept = len(self.old["imap"]) + 2
        # Read already, so that nothing asks for it before the person does.
        self.boxes["imap"].deliver(SLOW, seen=True)
        bird.until(lambda: box.display("imap") == kept + 1 or box.receive("imap"), SECONDS, "the mail in the list")
        bird.until(lambda: slow.held.is_set() or (box.display("imap") and self.select_again(box, kept + 1)), SECONDS, "a mail that stands still")
        bird.until(lambda: (box.ribbon() or {"name": None})["name"] in (*bird.LOADING, thunderbird.STOPPED), SECONDS, "that it is being checked")
        ribbon = box.wait_for(thunderbird.STOPPED, seconds=2 * SECONDS)
        assert ribbon["code"] == "CF903" and "60" in ribbon["detail"] and "unknown" in ribbon["look"], ribbon
        box.show_inbox("pop3", len(self.old["pop3"]) + 2)
        self.select_until(box, 1, "old-1-pop3@example.com")
        slow.release()
        box.show_inbox("imap", kept + 1)
        self.select_until(box, kept + 1, "slow@example.com")

    def select_until(self, box, number, message):
        """Until it is judged, whatever the verdict is."""
        def is_judged():
            ribbon = box.ribbon()
            return ribbon and ribbon["message"] == message and ribbon["name"] not in (None, thunderbird.STOPPED, *bird.LOADING)
        bird.until(lambda: is_judged() or self.select_again(box, number), SECONDS, f"a ribbon of {message}")

    def write(self, name, octets):
        path = self.folder / name
        path.write_bytes(octets)
        return path

    def server_hears_nothing(self, box):
        with self.server.open_imap("imap") as imap:
            imap.select("INBOX", readonly=True)
            flags = [line.decode() for line in imap.fetch("1:*", "(FLAGS)")[1]]
        assert not any("\\Seen" in line for line in flags[1:]), f"checking is not reading: {flags}"
        assert not any(word in line.lower() for line in flags for word in ("certfirst", "danger", "$label")), flags

    def mark_is_kept(self, box, kind):
        """Over a restart."""
        box.show_inbox(kind, len(self.old[kind]) + 2)
        bird.until(lambda: box.marks()[-1:] == ["Danger"], SECONDS, "the mark")
        assert box.marks()[:-1].count("Danger") == 0, box.marks()

    def run_all(self):
        with dovecot.Dovecot() as self.server, relay.Relay(self.server.imap_port, STOP) as slow:
            self.boxes = {kind: self.server.add_user(kind) for kind in ("imap", "pop3")}
            self.old = {kind: [self.make(SIGNED, f"old-1-{kind}"), self.make(DANGER, f"old-2-{kind}")] for kind in self.boxes}
            for kind, mails in self.old.items():
                for octets in mails:
                    self.boxes[kind].deliver(octets)
            accounts = [homes.Account("imap", "imap", slow.port), homes.Account("pop3", "pop3", self.server.pop_port)]
            options = [option for option in self.judged_by if not option.startswith("--history")]
            prefs = {"alerts.useSystemBackend": False, "mail.threadpane.listview": 1, "mail.server.default.autosync_offline_stores": False,
                     "mail.server.default.offline_download": False}
            setup = self.setup(mails=self.mails[:1], accounts=accounts, options=options, prefs=prefs, xpi=None, frames=True)
            with ServerBird(setup) as box:
                # The account by POP was there before the add-on; the one by IMAP is first listed with it.
                box.receive("pop3")
                bird.until(lambda: box.count("pop3") == len(self.old["pop3"]), SECONDS, "the old mail by POP")
                box.install(self.setup().find_xpi())
                bird.until(box.addon_version, SECONDS, "the add-on")
                for kind in self.boxes:
                    for says, check in (("old mail of a new account is no arrival", self.first_listing_is_no_arrival),
                                        ("new mail is checked in the background, from when it came", self.arrival_is_checked),
                                        ("only the danger has a mark in the list", self.danger_is_marked),
                                        ("the desktop is told of the danger, and of nothing else", self.danger_is_told)):
                        self.run(f"{kind}: {says}", check, box, kind)
                self.run("imap: the server hears of no mark, and nothing counts as read", self.server_hears_nothing, box)
                self.run("imap: the engine hears which account a mail is of", self.engine_hears_the_account, box)
                box.quit()
                box.start()
                for kind in self.boxes:
                    self.run(f"{kind}: the mark is there after a restart", self.mark_is_kept, box, kind)
                self.run("imap: a wait has an end, and holds up no other mail", self.wait_has_an_end, box, slow)
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(thunderbird.main(Arrivals))
