"""menu.py: menu, keys and preferences of the plugin in a running Claws Mail

Usage: menu.py --build BUILD --samples SAMPLES
"""
import json
import re
import subprocess
import sys
import tempfile

import claws as ribbon_checks
import host
import menus
from checks import find_mail
from menus import HOSTILE, MAIL, MENU, WITHOUT_MAIL


class MenuChecks(menus.Menus, ribbon_checks.Checks):

    # The promises

    def has_entries(self, claws, lang, number, report):
        claws.show(number)
        claws.wait_for(report["ribbon"]["accessible_name"])
        host.until(lambda: self.entries(claws, lang) == [True] * len(MENU[lang]), 120, "the whole menu")

    def without_a_mail(self, claws):
        claws.select(0, "sent")
        host.until(lambda: self.entries(claws, "en") == WITHOUT_MAIL, 120, "the entries about a mail insensitive")
        before = len(claws.windows())
        self.press("ctrl+alt+r")
        self.press("ctrl+alt+i")
        assert len(claws.windows()) == before, "a key did something about no mail"

    def keys_open_windows(self, claws, number, report):
        claws.show(number)
        claws.wait_for(report["ribbon"]["accessible_name"])
        code = report["reasons"][0]["code"]
        for keys, title, text in (("ctrl+alt+r", "What the ribbon says", code), ("ctrl+alt+i", "About this mail", code),
                                  ("ctrl+alt+p", "About this mail", report["check_number"])):
            self.opens_by_key(claws, keys, title)
            host.until(lambda: claws.look_for(lambda node: text in (node.get_name() or ""), title), 120, f"{text} in it")
            self.closes(claws, title)

    def save_report(self, claws, path):
        """Through the window that a person uses; what the file chooser proposes is left in place of its folder."""
        self.opens_by_key(claws, "ctrl+alt+p", "About this mail")
        claws.click("push button", "Save report…", "About this mail")
        get_text = self.session.atspi.Text.get_text
        entry = host.until(lambda: claws.look_for(lambda node: node.get_role_name() == "text" and "certfirst-" in get_text(node, 0, -1),
                                                  "Save report"), 120, "the name of the file")
        assert self.session.atspi.EditableText.set_text_contents(entry, str(path)), "the name cannot be typed"
        claws.click("push button", "Save", "Save report")
        host.until(path.is_file, 120, f"the file {path.name}")
        self.closes(claws, "About this mail")

    def saved_report_is_judged_elsewhere(self, claws, numbers, reports):
        """Another home, another time zone, no rules, no mail, no network: the same verdict, codes and headline."""
        for number in numbers:
            report = reports[number]
            claws.show(number)
            claws.wait_for(report["ribbon"]["accessible_name"])
            path = self.out / f"saved-{number}.json"
            self.save_report(claws, path)
            assert path.stat().st_mode & 0o077 == 0, "others can read the report"
            saved = json.loads(path.read_text(encoding="utf-8"))
            assert report["sender"]["address"] not in path.read_text(encoding="utf-8"), "it is not redacted"
            with tempfile.TemporaryDirectory() as elsewhere:
                env = {"HOME": elsewhere, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Honolulu", "COLUMNS": "2000"}
                done = subprocess.run([self.engine.program, "explain", "--judge", path], env=env, capture_output=True, text=True, timeout=120)
            told = re.findall(r"^(CF\d{3}) ", done.stdout, re.M)
            assert done.returncode == 0 and "the same verdict and the same codes" in done.stdout, done.stdout + done.stderr
            assert told == [reason["code"] for reason in saved["reasons"]] and report["reasons"][0]["code"] == told[0], told
            shown, kept = (one["ribbon"]["reasons"][0]["headline"] for one in (report, saved))
            assert kept == shown or report["sender"]["address"] in shown, (shown, kept)
            assert kept in done.stdout.splitlines()[0] and saved["verdict"] == report["verdict"], (kept, done.stdout)

    def writes_to_the_help_desk(self, claws, number, report):
        """What was read goes into a new mail as a file; nothing is sent."""
        claws.show(number)
        claws.wait_for(report["ribbon"]["accessible_name"])
        self.opens_by_key(claws, "ctrl+alt+i", "About this mail")
        claws.click("push button", "Report…", "About this mail")
        host.until(lambda: self.window(claws, "Report to the help desk"), 120, "the report")
        claws.click("push button", "Write a mail with this report…", "Report to the help desk")
        code = report["reasons"][0]["code"]
        host.until(lambda: self.window(claws, f"Certfirst {code} {report['check_number']}"), 120, "a new mail with a subject")
        attached = [path for path in (claws.home / ".claws-mail").rglob("certfirst-*") if report["check_number"] in path.read_text(encoding="utf-8")]
        assert attached, "no report among the host's files"
        assert all(path.stat().st_mode & 0o077 == 0 for path in attached), "others can read the report"
        assert report["sender"]["address"] not in attached[0].read_text(encoding="utf-8"), "the sender's address in a redacted report"
        self.press("ctrl+w")
        host.until(lambda: not self.window(claws, report["check_number"]), 120, "the new mail closed")
        self.closes(claws, "Report to the help desk")
        self.closes(claws, "About this mail")

    def moves_to_junk(self, claws, number, report):
        claws.show(number)
        claws.wait_for(report["ribbon"]["accessible_name"])
        before = len(list((claws.home / "Mail/inbox").glob("[0-9]*")))
        self.opens_by_key(claws, "ctrl+alt+i", "About this mail")
        claws.click("push button", "Move to junk", "About this mail")
        host.until(lambda: len(list((claws.home / "Mail/trash").glob("[0-9]*"))) == 1, 120, "the mail among the junk")
        host.until(lambda: len(list((claws.home / "Mail/inbox").glob("[0-9]*"))) == before - 1, 120, "the mail gone from the inbox")
        host.until(lambda: not self.window(claws, "About this mail"), 120, "the details went with their mail")

    def checks_again(self, claws, number, report):
        """The engine, stopped, has the question: the ribbon fades, and comes back with the answer."""
        claws.show(number)
        claws.wait_for(report["ribbon"]["accessible_name"])
        claws.lose_engine(number)
        claws.wait_for(ribbon_checks.STOPPED["en"])
        claws.choose_menu("Check Again")
        claws.wait_for(report["ribbon"]["accessible_name"])

    def opens_meanings_and_mark(self, claws):
        for entry, title in (("What Each Ribbon Means…", "What each ribbon means"), ("Choose Your Mark…", "Your mark")):
            claws.choose_menu(entry)
            host.until(lambda: self.window(claws, title), 120, f"the window {title}")
            self.closes(claws, title)

    def expects_of_plain_addresses_only(self, claws, first, number):
        """Insensitive for every address that could write more than one rule, or another one."""
        for mail in range(first, first + len(HOSTILE)):
            claws.show(mail)
            claws.wait_for_ribbon()
            wanted = [True] * len(MENU["en"])
            wanted[menus.EXPECT] = False
            host.until(lambda: self.entries(claws, "en") == wanted, 120, f"mail {mail}: that entry insensitive, the others not")
        claws.show(number)
        host.until(lambda: self.entries(claws, "en") == [True] * len(MENU["en"]), 120, "it sensitive again")

    def a_window_has_its_menu(self, claws, number, report):
        claws.show(number)
        claws.wait_for(report["ribbon"]["accessible_name"])
        before = len(claws.windows())
        claws.choose_menu("Open in new window")
        host.until(lambda: len(claws.ribbons()) == 2, 120, "two ribbons")

        def count(name):
            return sum(node.get_name() == name and node.get_role_name() == "menu item"
                       for node in claws.everything(whole=True))
        host.until(lambda: count("Explain the Ribbon…") == 2, 120, "a menu in each window")
        claws.choose_menu("Close")
        host.until(lambda: len(claws.windows()) == before, 120, "the window closed")
        host.until(lambda: count("Explain the Ribbon…") == 1, 120, "one menu left")

    # Preferences

    def open_page(self, claws):
        claws.choose_menu("Preferences...")
        host.until(lambda: self.window(claws, "Preferences"), 120, "the preferences")
        cell = host.until(lambda: claws.look_for(
            lambda node: node.get_role_name() == "table cell" and node.get_name() == "Certfirst", "Preferences", whole=True),
            120, "our page in the list")
        cell.get_component_iface().grab_focus()

    def control(self, claws, role, name):
        return host.until(lambda: claws.find(role, name, "Preferences"), 120, f"{role} {name} on the page")

    def checked(self, node):
        return node.get_state_set().contains(self.session.atspi.StateType.CHECKED)

    def choices_are_kept(self, claws):
        options = claws.home / ".config" / "certfirst" / "client.ini"
        assert not options.exists(), "chosen before anybody chose"
        self.open_page(claws)
        notify = self.control(claws, "check box", "Tell me on the desktop when a dangerous mail arrives")
        assert self.checked(notify), "notifications are off at first"
        notify.get_action_iface().do_action(0)
        host.until(lambda: not self.checked(notify), 120, "the box without its tick")
        claws.click("push button", "Cancel", "Preferences")
        host.until(lambda: not self.window(claws, "Preferences"), 120, "the preferences closed")
        assert not options.exists(), "Cancel kept a choice"

        self.open_page(claws)
        self.control(claws, "check box", "Tell me on the desktop when a dangerous mail arrives").get_action_iface().do_action(0)
        claws.click("push button", "OK", "Preferences")
        host.until(lambda: options.exists() and "notify=false" in options.read_text(), 120, "the choice in the file")
        host.until(lambda: not self.window(claws, "Preferences"), 120, "the preferences closed")

    def language_counts_at_once(self, claws, number, english, japanese):
        claws.show(number)
        claws.wait_for(english["ribbon"]["accessible_name"])
        self.open_page(claws)
        self.control(claws, "combo box", "As the desktop").get_selection_iface().select_child(2)
        claws.click("push button", "Apply", "Preferences")
        claws.wait_for(japanese["ribbon"]["accessible_name"])
        host.until(lambda: self.entries(claws, "ja") == [True] * len(MENU["ja"]), 120, "the menu in Japanese")
        claws.click("push button", "Cancel", "Preferences")
        host.until(lambda: not self.window(claws, "Preferences"), 120, "the preferences closed")

    def goes_and_comes_back(self, claws, number, report):
        """Unloaded nothing of ours is left; loaded again everything is there, without another mail."""
        claws.show(number)
        claws.unload_plugin("Certfirst")
        host.until(lambda: not claws.ribbons() and not self.entries(claws, "ja"), 120, "ribbon and menu gone")
        claws.choose_menu("Preferences...")
        host.until(lambda: self.window(claws, "Preferences"), 120, "the preferences")
        assert not claws.look_for(lambda node: node.get_role_name() == "table cell" and node.get_name() == "Certfirst",
                                  "Preferences", whole=True), "our page without the plugin"
        claws.click("push button", "Cancel", "Preferences")
        host.until(lambda: not self.window(claws, "Preferences"), 120, "the preferences closed")
        claws.load_plugin()
        claws.wait_for(report["ribbon"]["accessible_name"])
        host.until(lambda: self.entries(claws, "ja") == [True] * len(MENU["ja"]), 120, "the menu again")

    def run_promises(self):
        reports = {lang: self.engine.ask(self.mails, lang) for lang in MENU}
        english = reports["en"]
        danger = find_mail(english, "missing-certificate")
        with self.opened(self.open_claws("ja")) as claws:
            self.run("ja: the menu has its entries", self.has_entries, claws, "ja", danger, reports["ja"][danger])
        hostile = [self.out / f"menu-hostile-{number}" for number in range(len(HOSTILE))]
        for number, path in enumerate(hostile):
            path.write_bytes(MAIL % (HOSTILE[number], number))
        with self.opened(self.open_claws(mails=[*self.mails, *hostile])) as claws:
            self.run("en: the menu has its entries", self.has_entries, claws, "en", danger, english[danger])
            self.run("without a mail nothing is done about one", self.without_a_mail, claws)
            self.run("keys open explanation, details and report", self.keys_open_windows, claws, danger, english[danger])
            self.run("a report saved here is judged the same elsewhere", self.saved_report_is_judged_elsewhere, claws,
                     [danger, find_mail(english, "verified"), find_mail(english, "unsigned")], english)
            self.run("check again asks again", self.checks_again, claws, danger, english[danger])
            altered = find_mail(english, "invalid")
            self.run("a danger is reported in a new mail", self.writes_to_the_help_desk, claws, altered, english[altered])
            self.run("a danger is moved to junk", self.moves_to_junk, claws, altered, english[altered])
            self.run("meanings and mark open and close", self.opens_meanings_and_mark, claws)
            self.run("a rule is offered for plain addresses only", self.expects_of_plain_addresses_only, claws,
                     len(self.mails) + 1, danger)
            self.run("a window of its own has its own menu", self.a_window_has_its_menu, claws, danger, english[danger])
            self.run("what is chosen is kept, what is cancelled is not", self.choices_are_kept, claws)
            self.run("another language counts at once", self.language_counts_at_once, claws, danger, english[danger],
                     reports["ja"][danger])
            self.run("the plugin goes and comes back at run time", self.goes_and_comes_back, claws, danger,
                     reports["ja"][danger])


if __name__ == "__main__":
    sys.exit(host.main(MenuChecks))
