"""menu.py: menu, keys, details and preferences of the module in a running Evolution

Usage: menu.py --build BUILD --samples SAMPLES
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import checks  # noqa: E402
import host  # noqa: E402
import menus  # noqa: E402
from menus import HOSTILE, MAIL, MENU, WITHOUT_MAIL  # noqa: E402

NEEDS = ["evolution", "Xvfb", "dbus-daemon", "gdbus", "openbox", "xdotool", "import", "identify"]
STOPPED = "This mail could not be checked"
PREFERENCES = "Evolution Preferences"
NOTIFY = "Tell me on the desktop when a dangerous mail arrives"
MARKS = "Mark dangerous mail in the list of messages. Other mail is never marked"
# What an administrator decides for everybody.
LOCKED = "[default]\nuser-may-loosen=false\n"


class Office(host.Engine):
    """With a file of rules of the person's own below the administrator's."""

    def options(self):
        own = self.policies[-1].with_suffix(".own")
        own.touch()
        return [*super().options(), f"--user-policy={own}"]


class Menu(menus.Menus, host.Checks):

    def __init__(self, session, engine, mails, out):
        super().__init__("evolution-menu", session, engine, out)
        self.mails = mails

    def open(self, mails=None, lang="en", engine=None):
        return host.Evolution(self.session, engine or self.engine, mails or self.mails, host.Look(lang=lang, size=(1270, 860)))

    def shows(self, evolution, number, report):
        evolution.show(number)
        evolution.wait_for(report["ribbon"]["accessible_name"], seconds=60)

    def opens(self, evolution, title):
        return host.until(lambda: self.window(evolution, title), 60, f"the window {title}")

    # The menu

    def has_entries(self, evolution, lang, number, report):
        self.shows(evolution, number, report)
        host.until(lambda: self.entries(evolution, lang) == [True] * len(MENU[lang]), 30, "the whole menu")

    def without_a_mail(self, evolution):
        evolution.open_folder("Sent")
        host.until(lambda: self.entries(evolution, "en") == WITHOUT_MAIL, 30, "the entries about a mail insensitive")
        before = len(evolution.windows())
        self.press("ctrl+alt+r")
        self.press("ctrl+alt+i")
        assert len(evolution.windows()) == before, "a key did something about no mail"
        evolution.open_folder("Inbox")
        evolution.open_inbox()

    def keys_open_windows(self, evolution, number, report):
        self.shows(evolution, number, report)
        code = report["reasons"][0]["code"]
        for keys, title, text in (("ctrl+alt+i", "About this mail", code),
                                  ("ctrl+alt+p", "About this mail", report["check_number"])):
            self.opens_by_key(evolution, keys, title)
            host.until(lambda: evolution.look_for(lambda node: text in (node.get_name() or ""), title), 30, f"{text} in it")
            self.closes(evolution, title)
        evolution.choose_menu("Explain the Ribbon…")
        self.opens(evolution, "What the ribbon says")
        self.closes(evolution, "What the ribbon says")

    def a_key_of_the_host_stays_its_own(self, evolution, number, report):
        """Control, Alt and R is another way to reply in Evolution; our entry has no key there."""
        self.shows(evolution, number, report)
        self.opens_by_key(evolution, "ctrl+alt+r", "Alternative Reply")
        self.closes(evolution, "Alternative Reply")

    def checks_again(self, evolution, number, report):
        """The engine died over the mail; asked again, a new one answers."""
        self.shows(evolution, number, report)
        evolution.show(number + 1)
        evolution.wait_for_ribbon(60)
        evolution.lose_engine(number)
        evolution.wait_for(STOPPED, seconds=60)
        evolution.choose_menu("Check Again")
        evolution.wait_for(report["ribbon"]["accessible_name"], seconds=60)

    def opens_meanings_and_mark(self, evolution):
        for entry, title in (("What Each Ribbon Means…", "What each ribbon means"), ("Choose Your Mark…", "Your mark")):
            evolution.choose_menu(entry)
            self.opens(evolution, title)
            self.closes(evolution, title)

    def hostile_names_stay_text(self, evolution, number, report):
        """What is shown of a hostile address is what the engine made safe to show, and one ribbon stays one."""
        evolution.show(number)
        evolution.wait_for(report["ribbon"]["accessible_name"], report["ribbon"]["accessible_description"], 60)
        assert len(evolution.ribbons()) == 1, evolution.ribbons()

    def expects_of_plain_addresses_only(self, evolution, first, number):
        """Insensitive for every address that could write more than one rule, or another one."""
        for mail in range(first, first + len(HOSTILE)):
            evolution.show(mail)
            evolution.wait_for_ribbon(60)
            wanted = [True] * len(MENU["en"])
            wanted[menus.EXPECT] = False
            host.until(lambda: self.entries(evolution, "en") == wanted, 30, f"mail {mail}: that entry insensitive, the others not")
        evolution.show(number)
        host.until(lambda: self.entries(evolution, "en") == [True] * len(MENU["en"]), 30, "it sensitive again")

    def a_window_has_its_menu(self, evolution, number, report):
        self.shows(evolution, number, report)

        def count(name):
            return sum(node.get_name() == name and node.get_role_name() == "menu item" for node in evolution.everything(whole=True))
        before = count("Explain the Ribbon…")
        evolution.choose_menu("Open in New Window")
        host.until(lambda: len(evolution.ribbons()) == 2, 60, "two ribbons")
        host.until(lambda: count("Explain the Ribbon…") == before + 1, 30, "a menu in each window")
        evolution.close_window(host.read_subject(self.mails[number - 1]))
        host.until(lambda: len(evolution.ribbons()) == 1, 30, "the window closed")
        host.until(lambda: count("Explain the Ribbon…") == before, 30, "one menu left")

    # The details

    def writes_to_the_help_desk(self, evolution, number, report):
        """What was read goes into a new mail as a file; nothing is sent."""
        self.shows(evolution, number, report)
        self.opens_by_key(evolution, "ctrl+alt+i", "About this mail")
        evolution.click("push button", "Report…", "About this mail")
        self.opens(evolution, "Report to the help desk")
        evolution.click("push button", "Write a mail with this report…", "Report to the help desk")
        subject = f"Certfirst {report['reasons'][0]['code']} {report['check_number']}"
        self.opens(evolution, subject)
        host.until(lambda: evolution.look_for(lambda node: (node.get_name() or "").startswith("certfirst-"),
                                              subject, whole=True), 60, "the report attached")
        self.press("ctrl+w")
        evolution.click("push button", "Discard Changes")
        host.until(lambda: not self.window(evolution, subject), 60, "the new mail closed")
        self.closes(evolution, "Report to the help desk")
        self.closes(evolution, "About this mail")

    def moves_to_junk(self, evolution, number, report):
        self.shows(evolution, number, report)
        before = evolution.count_rows()
        self.opens_by_key(evolution, "ctrl+alt+i", "About this mail")
        evolution.click("push button", "Move to junk", "About this mail")
        host.until(lambda: evolution.count_rows() == before - 1, 60, "the mail gone from the list")
        host.until(lambda: not self.window(evolution, "About this mail"), 30, "the details went with their mail")
        evolution.open_folder("Junk")
        host.until(lambda: evolution.count_rows() == 1, 60, "the mail among the junk")
        evolution.select_row(0)
        evolution.wait_for(report["ribbon"]["accessible_name"], seconds=60)

    # The preferences

    def control(self, evolution, role, name):
        return host.until(lambda: evolution.find(role, name, PREFERENCES), 60, f"{role} {name} on the page")

    def checked(self, node):
        return node.get_state_set().contains(self.session.atspi.StateType.CHECKED)

    def choices_count_at_once(self, evolution):
        """What is chosen by click is in the file at once; marks are off until somebody wants them."""
        options = evolution.home / ".config" / "certfirst" / "client.ini"
        assert not options.exists(), "chosen before anybody chose"
        evolution.open_preferences()
        notify, marks = (self.control(evolution, "check box", name) for name in (NOTIFY, MARKS))
        assert self.checked(notify) and not self.checked(marks), "notifications on, marks off"
        notify.get_action_iface().do_action(0)
        host.until(lambda: options.exists() and "notify=false" in options.read_text(), 30, "the choice in the file")
        marks.get_action_iface().do_action(0)
        host.until(lambda: "[evolution]\nmark-dangers=true" in options.read_text(), 30, "the other choice in the file")
        self.closes(evolution, PREFERENCES)

    def language_counts_at_once(self, evolution, numbers, english, japanese):
        first, second = numbers
        self.shows(evolution, first, english[first])
        evolution.open_preferences()
        self.control(evolution, "combo box", "As the desktop").get_selection_iface().select_child(2)
        self.closes(evolution, PREFERENCES)
        self.shows(evolution, second, japanese[second])
        (evolution.home / ".config" / "certfirst" / "client.ini").unlink()
        self.shows(evolution, first, english[first])

    def a_locked_key_cannot_be_chosen(self, evolution):
        """It is said who has locked it; other choices are open."""
        evolution.open_preferences()
        host.until(lambda: evolution.look_for(lambda node: node.get_name().startswith("🔒 Set by your administrator:")
                                              and evolution.is_showing(node), PREFERENCES), 60, "who has locked it")
        choice = self.control(evolution, "combo box", "the signature is not confirmed")
        assert not choice.get_state_set().contains(self.session.atspi.StateType.SENSITIVE), "it can be chosen"
        other = self.control(evolution, "combo box", "nothing")
        assert other.get_state_set().contains(self.session.atspi.StateType.SENSITIVE), "everything is locked"
        self.closes(evolution, PREFERENCES)

    def run_menu(self, reports, folder):
        danger = checks.find_mail(reports["en"], "missing-certificate")
        altered = checks.find_mail(reports["en"], "invalid")
        good = checks.find_mail(reports["en"], "verified")
        hostile = [folder / f"menu-hostile-{number}" for number in range(len(HOSTILE))]
        for number, path in enumerate(hostile):
            path.write_bytes(MAIL % (HOSTILE[number], number))
        mails = [*self.mails, *hostile]
        english = self.engine.ask(mails, "en")
        policy = folder / "locked.policy"
        policy.write_text(LOCKED)
        with self.open(mails, engine=Office(self.engine.build, self.engine.anchors, (*self.engine.policies, policy))) as evolution:
            evolution.open_inbox()
            self.run("en: the menu has its entries", self.has_entries, evolution, "en", danger, english[danger])
            self.run("without a mail nothing is done about one", self.without_a_mail, evolution)
            self.run("keys open explanation, details and report", self.keys_open_windows, evolution, danger, english[danger])
            self.run("a key that Evolution has stays Evolution's", self.a_key_of_the_host_stays_its_own, evolution, danger,
                     english[danger])
            self.run("check again asks again", self.checks_again, evolution, danger, english[danger])
            self.run("meanings and mark open and close", self.opens_meanings_and_mark, evolution)
            for number in range(len(self.mails) + 1, len(mails) + 1):
                self.run(f"a hostile From stays text: {number - len(self.mails)}", self.hostile_names_stay_text, evolution, number,
                         english[number])
            self.run("a rule is offered for plain addresses only", self.expects_of_plain_addresses_only, evolution,
                     len(self.mails) + 1, danger)
            self.run("a window of its own has its own menu", self.a_window_has_its_menu, evolution, danger, english[danger])
            self.run("a danger is reported in a new mail", self.writes_to_the_help_desk, evolution, altered, english[altered])
            self.run("what an administrator has locked cannot be chosen", self.a_locked_key_cannot_be_chosen, evolution)
            self.run("what is chosen counts at once", self.choices_count_at_once, evolution)
            self.run("another language counts for the next mail", self.language_counts_at_once, evolution, (danger, good), english,
                     reports["ja"])
            self.run("a danger is moved to junk", self.moves_to_junk, evolution, altered, english[altered])
            self.run("Evolution ends cleanly", self.ends_cleanly, evolution)

    def run_all(self, folder):
        reports = {lang: self.engine.ask(self.mails, lang) for lang in MENU}
        danger = checks.find_mail(reports["en"], "missing-certificate")
        with self.open(lang="ja") as evolution:
            evolution.open_inbox()
            self.run("ja: the menu has its entries", self.has_entries, evolution, "ja", danger, reports["ja"][danger])
        self.run_menu(reports, folder)
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(checks.main(Menu, NEEDS))
