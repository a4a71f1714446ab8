"""arrival.py: mail that arrives in Evolution is checked before it is opened, and only a danger is told, and marked if wanted

Usage: arrival.py --build BUILD --samples SAMPLES
"""
import contextlib
import hashlib
import pathlib
import sqlite3
import sys
import time
import types

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import accounts  # noqa: E402
import background  # noqa: E402
import checks  # noqa: E402
import dovecot  # noqa: E402
import host  # noqa: E402

NEEDS = [*accounts.NEEDS, "convert"]
POP_USER = "pop-user"
POP = {
    "pop-account": """
        [Data Source]
        DisplayName=Pop
        Enabled=true
        Parent=

        [Mail Account]
        BackendName=pop
        IdentityUid=me-identity

        [Authentication]
        Host=127.0.0.1
        Port={port}
        User={user}
        RememberPassword=false

        [Security]
        Method=none

        [Refresh]
        Enabled=false
        """,
}
DOWNLOAD = "[client]\ndownload=true\n"


class Evolution(background.History, host.Evolution):
    """With what a person has chosen before."""

    def prepare(self):
        super().prepare()
        (self.home / ".config" / "certfirst" / "client.ini").write_text(DOWNLOAD)

    def read_tags(self):
        """Colours that Evolution keeps in its databases."""
        found = []
        for path in [*self.home.glob(".cache/evolution/mail/*/folders.db"), *self.home.glob(".local/share/evolution/mail/*/folders.db")]:
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database, contextlib.suppress(sqlite3.Error):
                found += [row[0] for row in database.execute("SELECT usertags FROM INBOX") if row[0] and "color" in row[0]]
        return found


# As cf-client-options.c has it.
MARK = (0xe6, 0x51, 0x5b)


class Arrival(host.Checks):

    def __init__(self, session, engine, mails, out):
        super().__init__("evolution-arrival", session, engine, out)
        reports = engine.ask(mails, "en", place="server-folder")
        number = next(number for number, report in sorted(reports.items())
                      if report["verdict"] == "missing-certificate" and report["severity"] == "danger")
        self.danger = mails[number - 1].read_bytes()
        self.plain = accounts.make_mail(1, "shown all the time", "", b"text\n")

    def tag(self, octets, name):
        """Another mail for the history, with the same verdict."""
        return b"X-Test: " + name.encode() + b"\n" + octets

    def canonical(self, octets):
        return hashlib.sha256(accounts.to_crlf(octets if octets.endswith(b"\n") else octets + b"\n")).hexdigest()

    def dangers(self, notifications):
        return [summary for _, summary, _ in notifications.told() if "[Danger]" in summary or "dangerous mails" in summary]

    def receive_until(self, evolution, condition, what):
        """Asks the servers again and again."""
        def asks():
            evolution.keys("F12")
            with contextlib.suppress(host.Trouble):
                return host.until(lambda: condition() or self.give_password(evolution), 10, what)
        host.until(asks, 180, what)

    def give_password(self, evolution):
        """Nobody keeps one here: Evolution asks."""
        field = evolution.look_for(lambda node: node.get_role_name() == "password text" and evolution.is_showing(node))
        if field is not None:
            field.get_editable_text_iface().set_text_contents(dovecot.PASSWORD)
            field.get_component_iface().grab_focus()
            evolution.keys("Return")

    # POP

    def pop_is_checked_before_it_is_opened(self, evolution, box):
        """What Evolution made of it is in the history, with the moment in which it came."""
        before, begin = set(evolution.read_history()), int(time.time())
        box.deliver(self.tag(self.danger, "pop"))
        box.deliver(accounts.make_mail(30, "by POP", "", b"text\n"))
        self.receive_until(evolution, lambda: evolution.count_rows() == 3, "the mail in the inbox")
        host.until(lambda: len(self.arrived(evolution, before)) == 2, 120, "both judged, and nothing opened")
        moments = self.arrived(evolution, before)
        assert all(begin <= moment <= time.time() for moment in moments), f"{begin}: {moments}"

    def arrived(self, evolution, before=()):
        return [moment for mail, moment in evolution.read_history().items() if mail not in before and moment is not None]

    def danger_is_told(self, evolution, notifications):
        host.until(lambda: self.dangers(notifications), 60, "a notification")
        assert not any("by POP" in summary or "Signed" in summary for _, summary, _ in notifications.told()
                       if summary in self.dangers(notifications)), notifications.told()

    def is_not_marked_at_first(self, evolution, row):
        """Off until somebody wants it: neither on arrival nor when it is opened."""
        evolution.select_row(row)
        report = self.read_danger(evolution)
        assert "CF613" in accounts.codes(report), accounts.codes(report)
        assert report["arrived"] is not None, "when it came is not known any more"
        evolution.select_row(0)
        evolution.wait_for_ribbon(60)
        assert not evolution.read_tags() and not self.is_red(evolution), "marked, though nobody wants it"

    def read_danger(self, evolution):
        host.until(lambda: (ribbon := evolution.ribbon()) and ribbon.role == "alert", 60, "the danger")
        return evolution.report()

    def choose_marks(self, evolution, wanted):
        path = evolution.home / ".config" / "certfirst" / "client.ini"
        path.write_text(f"{DOWNLOAD}[evolution]\nmark-dangers={wanted}\n")

    def is_red(self, evolution):
        """Whether a row of the list is written in the mark's colour, as a person sees it."""
        node, _ = evolution.rows()
        box = node.get_component_iface().get_extents(self.session.atspi.CoordType.SCREEN)
        picture = self.out / "evolution-arrival-list.png"
        self.session.screenshot(picture)
        raw = host.subprocess.run(["convert", picture, "-crop", f"{box.width}x{box.height}+{box.x}+{box.y}", "-depth", "8", "rgb:-"],
                                  check=True, stdout=host.subprocess.PIPE).stdout
        pixels = zip(*(raw[i::3] for i in range(3)))
        return sum(sum(abs(part - wanted) for part, wanted in zip(pixel, MARK)) < 30 for pixel in pixels) > 20

    def is_marked_and_taken_off(self, evolution, row):
        """By the person's choice, seen in the list."""
        for wanted in (True, False, True):
            self.choose_marks(evolution, str(wanted).lower())
            evolution.select_row(row)
            host.until(lambda: (ribbon := evolution.ribbon()) and ribbon.role == "alert", 60, "the danger")
            evolution.select_row(0)
            host.until(lambda wanted=wanted: self.is_red(evolution) == wanted, 60, f"mark: {wanted}")

    # IMAP

    def imap_is_checked_before_it_is_opened(self, evolution, box, notifications):
        """Every byte as the server sent it."""
        box.deliver(self.plain, seen=True)
        evolution.open_folder("Inbox", 2)
        self.receive_until(evolution, lambda: evolution.count_rows() == 1, "the server's mail in the list")
        evolution.select_row(0)
        evolution.wait_for_ribbon(60)
        host.until(lambda: evolution.has_listed(1), 120, "the end of the first listing")
        told, begin = len(self.dangers(notifications)), int(time.time())
        octets = self.tag(self.danger, "imap")
        box.deliver(octets)
        self.receive_until(evolution, lambda: evolution.count_rows() == 2, "the new mail in the list")
        host.until(lambda: evolution.read_history().get(self.canonical(octets)) is not None, 120, "judged, and not opened")
        assert begin <= evolution.read_history()[self.canonical(octets)] <= time.time()
        host.until(lambda: len(self.dangers(notifications)) > told, 60, "another notification")
        host.until(lambda: self.is_red(evolution), 60, "its mark in the list")

    def the_server_hears_nothing_of_marks(self, evolution, server):
        host.until(lambda: len(evolution.read_tags()) == 2 or evolution.keys("F5"), 60, "both colours in Evolution's own databases")
        with server.open_imap("me") as imap:
            imap.select("INBOX", readonly=True)
            flags = imap.fetch("1:*", "(FLAGS)")[1]
        assert not any(word in str(flags).lower() for word in ("color", "certfirst", "label", "e6515b")), flags

    def offline_what_is_here_is_checked(self, evolution, box):
        """What is not here has no ribbon; online again it has one."""
        box.deliver(accounts.make_mail(40, "not here yet", "", b"text\n"), seen=True)
        self.receive_until(evolution, lambda: evolution.count_rows() == 3, "one more mail in the list")
        evolution.choose_menu("Work Offline")
        host.until(lambda: evolution.look_for(lambda node: node.get_name() == "Work Online", whole=True), 60, "offline")
        for row in (0, 2):
            evolution.select_row(row)
            evolution.wait_for_ribbon(60)
        evolution.select_row(1)  # by its Date field
        host.until(lambda: not evolution.ribbons(), 60, "no ribbon about what is not here")
        for _ in range(10):
            assert not evolution.ribbons(), evolution.ribbons()
        evolution.choose_menu("Work Online")
        host.until(lambda: evolution.look_for(lambda node: node.get_name() == "Work Offline", whole=True), 60, "online")
        host.until(lambda: self.answers(evolution, 0) and self.answers(evolution, 1), 120, "a ribbon when it is here")

    def answers(self, evolution, row):
        evolution.select_row(row)
        with contextlib.suppress(host.Trouble):
            return evolution.wait_for_ribbon(10)

    def run_all(self, folder):
        (folder / "plain").write_bytes(self.plain)
        with dovecot.Dovecot() as server:
            pop, imap = server.add_user(POP_USER), server.add_user("me")
            sources = {**accounts.sources_of(server),
                       **{name: text.replace("{port}", str(server.pop_port)).replace("{user}", POP_USER) for name, text in POP.items()}}
            with Evolution(self.session, self.engine, [folder / "plain"], host.Look(size=(1270, 860)), sources) as evolution, \
                    background.Notifications(types.SimpleNamespace(env=evolution.env, folder=evolution.home)) as notifications:
                self.receive_until(evolution, lambda: evolution.count_rows() == 1, "the local mail")
                evolution.select_row(0)
                evolution.wait_for_ribbon(60)
                self.run("POP: checked before it is opened", self.pop_is_checked_before_it_is_opened, evolution, pop)
                self.run("POP: the desktop is told of a danger", self.danger_is_told, evolution, notifications)
                danger = next(row for row in (1, 2) if self.is_danger(evolution, row))
                self.run("a danger is not marked until that is wanted", self.is_not_marked_at_first, evolution, danger)
                self.run("a danger is marked in the list, and the mark goes", self.is_marked_and_taken_off, evolution, danger)
                self.run("IMAP: checked by its exact bytes before it is opened", self.imap_is_checked_before_it_is_opened,
                         evolution, imap, notifications)
                self.run("IMAP: the server hears nothing of marks", self.the_server_hears_nothing_of_marks, evolution, server)
                self.run("IMAP: offline, what is here is checked", self.offline_what_is_here_is_checked, evolution, imap)
                self.run("Evolution ends cleanly", self.ends_cleanly, evolution)
        return self.plan.finish()

    def is_danger(self, evolution, row):
        evolution.select_row(row)
        host.until(lambda: not (ribbon := evolution.ribbon()) or "shown all the time" not in ribbon.name, 60, "another mail")
        return evolution.wait_for_ribbon(60).role == "alert"


if __name__ == "__main__":
    sys.exit(checks.main(Arrival, NEEDS))
