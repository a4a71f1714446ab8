"""layouts.py: the ribbon is above its own mail wherever and however Evolution shows it

Usage: layouts.py --build BUILD --samples SAMPLES
"""
import hashlib
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import checks  # noqa: E402
import host  # noqa: E402

NEEDS = ["evolution", "Xvfb", "dbus-daemon", "gdbus", "openbox", "xdotool", "import", "identify"]
SEARCH = "Found"
PAINTED = "Signed by Example Bank Ltd."
# Wants to stand above everything, with the words of a good ribbon.
PAINTS = (b"From: dave@neutral.example\nTo: me@example.net\nSubject: found: a page\nDate: Mon, 25 May 2026 06:45:00 +0000\n"
          b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
          b"<html><body style='margin-top:-200px'><div style='position:fixed;top:-200px;z-index:99999;height:260px;width:100%%;"
          b"background:#1a7340'>%s</div><p>A page of HTML</p></body></html>\n" % PAINTED.encode())
REPLY = (b"From: info@bank.example\nTo: me@example.net\nSubject: Re: found: a page\nDate: Mon, 25 May 2026 07:45:00 +0000\n"
         b"Message-ID: <child@neutral.example>\nIn-Reply-To: <parent@neutral.example>\nReferences: <parent@neutral.example>\n"
         b"MIME-Version: 1.0\nContent-Type: text/plain\n\na reply\n")
DRAFT = (b"From: me@example.net\nTo: dave@neutral.example\nSubject: found: my draft\nDate: Mon, 25 May 2026 08:45:00 +0000\n"
         b"MIME-Version: 1.0\nContent-Type: text/plain\n\nnot sent yet\n")


class Layouts(host.Checks):

    def __init__(self, session, engine, mails, out):
        super().__init__("evolution-layouts", session, engine, out)
        self.mails = mails

    def place(self, node):
        box = node.get_component_iface().get_extents(self.session.atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    def shows(self, evolution, number, report):
        evolution.show(number)
        evolution.wait_for(report["ribbon"]["accessible_name"], report["ribbon"]["accessible_description"], 60)

    def find_bar(self, evolution):
        roles = self.session.atspi.Role
        return evolution.look_for(lambda node: node.get_role() in (roles.INFO_BAR, roles.ALERT) and evolution.is_showing(node)
                                  and bool(node.get_name()))

    def find_page(self, evolution):
        """The scrolled part of the pane in which WebKit draws."""
        return evolution.look_for(lambda node: node.get_role_name() == "document web" and evolution.is_showing(node))

    def is_above_the_page(self, evolution, number, report):
        """Whatever the page wants, it is drawn below; its words are in it and nowhere in ours."""
        self.shows(evolution, number, report)
        bar = host.until(lambda: self.find_bar(evolution), 60, "the ribbon")
        page = host.until(lambda: self.find_page(evolution), 60, "the page")
        _, top, _, height = self.place(bar)
        assert height > 20 and top + height <= self.place(page)[1], f"ribbon {self.place(bar)}, page {self.place(page)}"
        assert PAINTED not in " ".join(ribbon.name for ribbon in evolution.ribbons())

    # Layouts

    def choose_layout(self, evolution, name):
        item = host.until(lambda: evolution.look_for(
            lambda node: node.get_role_name().endswith("menu item") and node.get_name() == name, whole=True), 60, name)
        item.get_action_iface().do_action(0)

    def layout_is(self, evolution, wide):
        """Beside the list, or below it."""
        node, _ = evolution.rows()
        bar = self.find_bar(evolution)
        if node is None or bar is None:
            return False
        left, top, width, height = self.place(node)
        return (self.place(bar)[0] >= left + width) if wide else (self.place(bar)[1] >= top + height)

    def layout_switches(self, evolution, number, reports):
        """Live: the same ribbon at its new place, and the next mail's too."""
        self.shows(evolution, number, reports[number])
        for name, wide in (("Classic View", False), ("Vertical View", True), ("Classic View", False)):
            self.choose_layout(evolution, name)
            host.until(lambda wide=wide: self.layout_is(evolution, wide), 60, name)
            evolution.wait_for(reports[number]["ribbon"]["accessible_name"], seconds=60)
            assert len(evolution.ribbons()) == 1, evolution.ribbons()
        self.shows(evolution, 1, reports[1])
        self.choose_layout(evolution, "Vertical View")
        host.until(lambda: self.layout_is(evolution, True), 60, "wide again")

    def preview_goes_and_comes(self, evolution, number, report):
        self.shows(evolution, number, report)
        evolution.keys("ctrl+m")
        host.until(lambda: not evolution.ribbons(), 60, "no ribbon without a preview")
        evolution.keys("ctrl+m")
        evolution.wait_for(report["ribbon"]["accessible_name"], seconds=60)

    def several_have_none(self, evolution, number, report):
        self.shows(evolution, number, report)
        evolution.keys("ctrl+a")
        host.until(lambda: not evolution.ribbons(), 60, "no ribbon for several mails")
        self.shows(evolution, number, report)

    def threads_keep_their_own(self, evolution, numbers, reports):
        """Grouped by conversation, an answer and what it answers have each their own; so have they apart."""
        for _ in range(2):
            for number in (*numbers, *numbers):
                self.shows(evolution, number, reports[number])
            evolution.keys("ctrl+t")

    # Folders that only show mail of others

    def search_folder_is_exact(self, evolution, numbers):
        """The bytes are those of the file behind it."""
        wanted = {hashlib.sha256(self.mails[number - 1].read_bytes()).hexdigest() for number in numbers}
        host.until(lambda: self.opens_folder(evolution, "Drafts"), 120, "the folder of drafts")
        host.until(lambda: self.opens_folder(evolution, SEARCH, len(numbers) + 1), 120, "the search folder")
        found = set()
        for row in range(len(numbers)):
            evolution.select_row(row)
            evolution.wait_for_ribbon(60)
            report = evolution.report()
            assert "CF613" not in [reason["code"] for reason in report["reasons"]], report["reasons"]
            found.add(report["sha256"])
        assert found == wanted, f"{found} instead of {wanted}"

    def own_draft_has_none(self, evolution, row):
        """Also where a search has found it."""
        evolution.select_row(row)
        host.until(lambda: evolution.has_body("not sent yet"), 60, "the draft shown")
        host.until(lambda: not evolution.ribbons(), 60, "no ribbon")
        for _ in range(5):
            assert not evolution.ribbons() and evolution.has_body("not sent yet"), evolution.ribbons()

    def trash_is_exact(self, evolution, number, report):
        evolution.open_folder("Inbox")
        evolution.open_inbox()
        self.shows(evolution, number, report)
        evolution.keys("Delete")
        host.until(lambda: self.opens_folder(evolution, "Trash"), 120, "the mail in the trash")
        evolution.select_row(0)
        evolution.wait_for(report["ribbon"]["accessible_name"], seconds=60)
        assert evolution.report()["sha256"] == hashlib.sha256(self.mails[number - 1].read_bytes()).hexdigest()

    def folders_switch_fast(self, evolution):
        """What is shown at the end is about the folder's own mail."""
        for _ in range(20):
            evolution.open_folder("Trash")
            evolution.open_folder("Sent")
        host.until(lambda: not evolution.ribbons(), 60, "no ribbon where no mail is shown")
        assert evolution.process.poll() is None

    def run_all(self, folder):
        for name, octets in (("paints", PAINTS.replace(b"Subject", b"Message-ID: <parent@neutral.example>\nSubject")),
                             ("reply", REPLY), ("draft", DRAFT)):
            (folder / name).write_bytes(octets)
        self.mails = [*self.mails[:14], folder / "paints", folder / "reply"]
        reports = self.engine.ask(self.mails, "en")
        paints, reply = len(self.mails) - 1, len(self.mails)
        danger = checks.find_mail(reports, "missing-certificate")
        good = checks.find_mail(reports, "verified")
        folders = {"Inbox": self.mails, "Drafts": [folder / "draft"]}
        with host.Evolution(self.session, self.engine, folders, host.Look(size=(1270, 860)),
                            searches={SEARCH: ("found", ["local/Inbox", "local/Drafts"])}) as evolution:
            evolution.open_inbox()
            self.run("wide: a page is drawn below the ribbon", self.is_above_the_page, evolution, paints, reports[paints])
            self.run("layouts switch live", self.layout_switches, evolution, danger, reports)
            self.run("the preview goes and comes", self.preview_goes_and_comes, evolution, good, reports[good])
            self.run("several mails have no ribbon", self.several_have_none, evolution, danger, reports[danger])
            self.run("conversations: each mail has its own", self.threads_keep_their_own, evolution, (paints, reply), reports)
            self.run("a search folder: the bytes of the file", self.search_folder_is_exact, evolution, (paints, reply))
            self.run("a search folder: no ribbon for an own draft", self.own_draft_has_none, evolution, 2)
            self.run("the trash: the bytes of the file", self.trash_is_exact, evolution, danger, reports[danger])
            self.run("folders switch fast", self.folders_switch_fast, evolution)
            self.run("Evolution ends cleanly", self.ends_cleanly, evolution)
        with host.Evolution(self.session, self.engine, self.mails, host.Look(size=(1270, 860)), layout=0) as evolution:
            evolution.open_inbox()
            self.run("classic: a page is drawn below the ribbon", self.is_above_the_page, evolution, paints, reports[paints])
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(checks.main(Layouts, NEEDS))
