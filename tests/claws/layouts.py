"""layouts.py: the ribbon is above its own mail wherever and however Claws Mail shows it

Usage: layouts.py --build BUILD --samples SAMPLES
"""
import contextlib
import subprocess
import sys

import claws as ribbon_checks
import host
from checks import find_mail

VIEWERS = ["litehtml_viewer", "fancy"]
LAYOUTS = ["Three columns", "Wide message", "Wide message list", "Standard"]
# A page that pushes itself upwards: half of a green bar, which imitates a ribbon, and a first line want to be above it.
GREEN, VIOLET = "#1A7340", "#C020A0"
HTML = (b"From: dave@neutral.example\nTo: bob@example.net\nSubject: a page\nDate: Wed, 20 May 2026 06:45:00 +0000\n"
        b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body style='margin-top:-200px'>"
        b"<div style='position:fixed;top:-30px;left:0;width:100%;height:60px;z-index:9;color:#fff;background:#1a7340'>"
        b"Signed by Example Bank Ltd.</div><p>A page of HTML</p>"
        b"<div style='margin-top:260px;width:300px;height:80px;color:#fff;background:#c020a0'>what it shows</div></body></html>\n")
PARTS = (b"From: dave@neutral.example\nTo: bob@example.net\nSubject: two parts\nDate: Wed, 20 May 2026 06:45:00 +0000\n"
         b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nfirst part\n"
         b"--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=second.txt\n\nsecond part\n--b--\n")
REPLY = (b"From: dave@neutral.example\nTo: bob@example.net\nSubject: Re: two parts\nDate: Wed, 20 May 2026 07:45:00 +0000\n"
         b"Message-ID: <child@neutral.example>\nIn-Reply-To: <parent@neutral.example>\nMIME-Version: 1.0\nContent-Type: text/plain\n\n"
         b"a reply\n")
SWITCHES = 60


class WithViewer(host.Claws):
    """With a plugin of the client that shows pages itself."""
    common = ("render_html=0", "invoke_plugin_on_html=1")

    def __init__(self, session, engine, mails, viewer):
        super().__init__(session, engine, mails)
        self.plugins = (viewer,)


class Unasked(host.Claws):
    """Deletes what it is told to."""
    common = ("live_dangerously=1",)


class LayoutChecks(ribbon_checks.Checks):

    def press(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], env=self.session.env, check=True, timeout=60)

    def choose(self, claws, name):
        """A menu item of any kind."""
        item = host.until(lambda: claws.look_for(
            lambda node: node.get_role_name().endswith("menu item") and node.get_name() == name, whole=True), 120, f"the entry {name}")
        item.get_action_iface().do_action(0)

    def place(self, node):
        return self.session.atspi.Component.get_extents(node, self.session.atspi.CoordType.SCREEN)

    def wanted(self, reports, number):
        return reports[number]["ribbon"]["accessible_name"]

    def stands_above(self, claws):
        """The ribbon and the text below it share their column, and nothing of the mail is higher."""
        roles = self.session.atspi.Role
        bar = claws.look_for(lambda node: node.get_role() in (roles.INFO_BAR, roles.ALERT) and claws.is_showing(node))
        text = claws.look_for(lambda node: node.get_role() == roles.TEXT and claws.is_showing(node)
                              and node.get_parent().get_role() == roles.SCROLL_PANE)
        if bar is None or text is None:
            return False
        above, below = self.place(bar), self.place(text)
        return above.height > 0 and above.y + above.height <= below.y and above.x <= below.x and above.width >= below.width

    # The promises

    def every_layout(self, claws, reports):
        danger, good = find_mail(reports, "missing-certificate"), find_mail(reports, "verified")
        for layout in LAYOUTS:
            claws.show(good)
            claws.wait_for(self.wanted(reports, good))
            self.choose(claws, layout)
            claws.wait_for(self.wanted(reports, good))
            host.until(lambda: self.stands_above(claws), 120, f"{layout}: the ribbon above the text")
            claws.show(danger)
            claws.wait_for(self.wanted(reports, danger))
            assert len(claws.ribbons()) == 1, f"{layout}: {claws.ribbons()}"

    def page_of_html(self, claws, number):
        claws.select(number)
        ribbon = claws.wait_for("Not signed")
        assert ribbon.role == "info bar"
        for _ in range(5):
            assert claws.ribbon().name == "Not signed", f"the page changed the ribbon: {claws.ribbon()}"

    def parts_and_headers(self, claws, number):
        claws.select(number)
        claws.wait_for("Not signed")
        for entry in ("Next part", "Previous part", "Show all headers", "Show all headers"):
            self.choose(claws, entry)
            claws.wait_for("Not signed")
            assert len(claws.ribbons()) == 1, f"{entry}: {claws.ribbons()}"

    def source_has_none(self, claws, reports):
        good = find_mail(reports, "verified")
        claws.show(good)
        claws.wait_for(self.wanted(reports, good))
        before = len(claws.windows())
        self.choose(claws, "Message source")
        host.until(lambda: len(claws.windows()) == before + 1, 120, "the window with the source")
        assert [ribbon.name for ribbon in claws.ribbons()] == [self.wanted(reports, good)], claws.ribbons()
        self.press("Escape")
        host.until(lambda: len(claws.windows()) == before, 120, "that window closed")
        assert claws.ribbon().name == self.wanted(reports, good)

    def fast_switches(self, claws, reports):
        """As somebody who holds the key down."""
        claws.show(1)
        claws.wait_for(self.wanted(reports, 1))
        for number in range(SWITCHES):
            claws.select(number % 9 + 1)
        claws.show(5)
        claws.wait_for(self.wanted(reports, 5))
        for _ in range(10):
            assert claws.ribbon().name == self.wanted(reports, 5), f"then there is {claws.ribbon()}"

    def navigation(self, claws, parent, child):
        claws.select(child)
        host.until(lambda: "areply" in host.squeeze(claws.message_text()), 120, "the reply")
        claws.wait_for("Not signed")

        # By keys: these entries let the host's main loop run once more inside, and where a screen reader's call activates them, libdbus may
        # wait for itself for ever.
        def opened():
            self.press("ctrl+Up")  # the host selects it, and shows it when the key is pressed
            self.press("Return")
            return "firstpart" in host.squeeze(claws.message_text())
        host.until(opened, 120, "its parent")
        claws.wait_for("Not signed")
        for key in ("p", "n", "alt+Left", "alt+Right"):
            self.press(key)
            claws.wait_for_ribbon()
            assert len(claws.ribbons()) == 1, f"{key}: {claws.ribbons()}"

    def printing(self, claws, reports):
        """It shows the mail in a view that nobody sees: the one that is seen keeps its ribbon, on paper there is none."""
        good = find_mail(reports, "verified")
        claws.show(good)
        claws.wait_for(self.wanted(reports, good))
        engine, before = claws.engine_pid(), len(claws.windows())

        def opened():
            self.press("ctrl+p")
            with contextlib.suppress(host.Trouble):
                return host.until(lambda: len(claws.windows()) > before, 20, "the window for printing")
        host.until(opened, 120, "the window for printing")
        assert [ribbon.name for ribbon in claws.ribbons()] == [self.wanted(reports, good)], claws.ribbons()
        cell = host.until(lambda: claws.look_for(
            lambda node: node.get_role_name() == "table cell" and node.get_name() == "Print to File", whole=True), 120, "printing to a file")
        cell.get_component_iface().grab_focus()

        def pressed():
            self.press("alt+p")
            with contextlib.suppress(host.Trouble):
                return host.until(lambda: list(claws.home.rglob("*.pdf")) and len(claws.windows()) == before, 20, "a file")
        host.until(pressed, 120, "the mail printed into a file")
        printed = next(claws.home.rglob("*.pdf"))
        host.until(lambda: printed.read_bytes().rstrip().endswith(b"%%EOF"), 120, "the whole file")
        assert printed.read_bytes().startswith(b"%PDF"), "no PDF"
        claws.wait_for(self.wanted(reports, good))
        assert len(claws.ribbons()) == 1, claws.ribbons()
        assert claws.engine_pid() == engine, "another engine"

    def small_screen(self, claws, reports):
        """One pane at a time: beside the list of messages there is no ribbon, with the mail its own."""
        danger = find_mail(reports, "invalid")
        self.choose(claws, "Small screen")
        host.until(lambda: not claws.message_text() and not claws.ribbons(), 120, "the list alone, without a ribbon")
        claws.select(danger)

        def opened():
            if not claws.message_text():
                self.press("Return")
            with contextlib.suppress(host.Trouble):
                return host.until(lambda: claws.shows(danger), 20, "the mail")
        host.until(opened, 120, "the mail alone")
        claws.wait_for(self.wanted(reports, danger))
        assert len(claws.ribbons()) == 1, claws.ribbons()

    def moved_and_deleted(self, claws, reports):
        """Into the trash: the next mail has its own ribbon; deleted there: none, as in an empty folder."""
        first = find_mail(reports, "missing-certificate")
        claws.show(first)
        claws.wait_for(self.wanted(reports, first))
        self.choose(claws, "Move to trash")
        host.until(lambda: (claws.home / "Mail" / "trash" / "1").exists(), 120, "the mail in the trash")
        host.until(lambda: not (ribbon := claws.ribbon()) or ribbon.name != self.wanted(reports, first), 120,
                   "the ribbon of the mail that went gone")
        claws.select(1, "trash")
        claws.wait_for(self.wanted(reports, first))
        self.choose(claws, "Delete...")
        host.until(lambda: not (claws.home / "Mail" / "trash" / "1").exists(), 120, "the mail deleted")
        host.until(lambda: not claws.ribbons(), 120, "the ribbon gone with its mail")
        claws.select(0, "sent")
        host.until(lambda: not claws.ribbons(), 120, "no ribbon in an empty folder")

    def mail_that_cannot_be_read(self, claws, reports):
        """The host shows nothing: no verdict of the last mail stays where its text is gone."""
        claws.show(2)
        claws.wait_for(self.wanted(reports, 2))
        (claws.home / "Mail" / "inbox" / "3").unlink()
        claws.select(3)
        host.until(lambda: not claws.ribbons() or claws.shows(2), 120, "no ribbon without its mail")
        claws.show(4)
        claws.wait_for(self.wanted(reports, 4))

    def colours(self, picture, top, bottom):
        """Those of a strip of a picture of the display."""
        strip = ["convert", picture, "-crop", f"{self.session.size[0]}x{bottom - top}+0+{top}", "+repage", "-format", "%c", "histogram:info:"]
        told = subprocess.run(strip, env=self.session.env, stdout=subprocess.PIPE, check=True, timeout=120, text=True).stdout
        return {colour for colour in (GREEN, VIOLET) if colour in told}

    def page_in_a_viewer(self, claws, number, picture):
        """A viewer of its own shows the page, and nothing of it is where the ribbon is, or higher."""
        claws.select(number)
        claws.wait_for("Not signed")
        roles = self.session.atspi.Role
        bar = host.until(lambda: claws.look_for(lambda node: node.get_role() == roles.INFO_BAR and claws.is_showing(node)), 120, "the ribbon")
        place = self.place(bar)
        edge = place.y + place.height

        def shown():
            self.session.screenshot(picture)
            return self.colours(picture, edge, self.session.size[1]) == {GREEN, VIOLET}
        host.until(shown, 120, f"the page in {picture}")
        assert not self.colours(picture, 0, edge), f"the page is above the ribbon's lower edge: {picture}"
        assert len(claws.ribbons()) == 1, claws.ribbons()
        for _ in range(5):
            assert claws.ribbon().name == "Not signed", f"the page changed the ribbon: {claws.ribbon()}"

    def run_viewers(self, mails, number):
        for viewer in VIEWERS:
            with self.opened(WithViewer(self.session, self.engine, mails, viewer), f"{viewer}: Claws Mail ends cleanly") as claws:
                self.run(f"{viewer}: a page of HTML stays below its ribbon", self.page_in_a_viewer, claws, number,
                         self.out / f"claws-{viewer}.png")

    def run_promises(self):
        reports = self.engine.ask(self.mails, "en")
        made = []
        for name, mail in (("html", HTML), ("parts", PARTS.replace(b"MIME-V", b"Message-ID: <parent@neutral.example>\nMIME-V")),
                           ("reply", REPLY)):
            made.append(self.out / f"layouts-{name}")
            made[-1].write_bytes(mail)
        html = len(self.mails) + 1
        with self.opened(Unasked(self.session, self.engine, [*self.mails, *made])) as claws:
            self.run("every layout keeps the ribbon above its mail", self.every_layout, claws, reports)
            self.run("a page of HTML stays below its ribbon", self.page_of_html, claws, html)
            self.run("parts and all headers keep the ribbon", self.parts_and_headers, claws, html + 1)
            self.run("the source has none, the pane keeps its own", self.source_has_none, claws, reports)
            self.run("fast switches end with the last mail's ribbon", self.fast_switches, claws, reports)
            self.run("threads and the way back have the right ribbon", self.navigation, claws, html + 1, html + 2)
            self.run("a mail is printed, and the ribbon is left alone", self.printing, claws, reports)
            self.run("a mail that is moved takes its ribbon along, and one that is deleted too", self.moved_and_deleted, claws, reports)
            self.run("a mail that cannot be read has no ribbon", self.mail_that_cannot_be_read, claws, reports)
            self.run("on a small screen the list has no ribbon, and a mail its own", self.small_screen, claws, reports)
        self.run_viewers([*self.mails, *made], html)


if __name__ == "__main__":
    sys.exit(host.main(LayoutChecks, ["convert"]))
