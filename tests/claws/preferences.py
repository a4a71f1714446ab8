"""preferences.py: our page in Claws Mail's preferences, and the rule that a person writes from a mail

Usage: preferences.py --build BUILD --samples SAMPLES
"""
import dataclasses
import sys

import host
import menu
from checks import find_mail

OFFICE = "[default]\nuser-may-loosen=false\n"
LOCK = "office.policy:2 [default]"
LOOKUPS = {"What may be looked up:": ("nothing", "sender's domain only", "mode=dns-only"),
           "Record of earlier mail:": ("keep it on this computer", "keep none", "keep=false")}
SECONDS = 120
ORANGE, RED = 1, 2  # Claws Mail's numbers
MARK_BOX = "Mark dangerous mail in the list of messages. Other mail is never marked"


class PreferencesChecks(menu.MenuChecks):

    def chooser(self, claws, value):
        """The choice on our page that shows this now."""
        return host.until(lambda: claws.look_for(lambda node: node.get_role_name() == "combo box" and node.get_name() == value,
                                                 "Preferences"), SECONDS, f"a choice that is “{value}”")

    def sensitive(self, node):
        return node.get_state_set().contains(self.session.atspi.StateType.SENSITIVE)

    def has_words(self, claws, *words):
        """In one text, wherever the page is scrolled to."""
        visible = self.session.atspi.StateType.VISIBLE

        def says(node):
            return node.get_state_set().contains(visible) and all(part in (node.get_name() or "") for part in words)
        return host.until(lambda: claws.look_for(says, "Preferences"), SECONDS, f"{words} on the page")

    def close_page(self, claws, button):
        claws.click("push button", button, "Preferences")
        host.until(lambda: not self.window(claws, "Preferences"), SECONDS, "the preferences closed")

    # The promises

    def locked_is_shown_and_refused(self, claws):
        """The administrator's line stands beside it, and what a person chooses otherwise is not written."""
        self.open_page(claws)
        self.has_words(claws, "🔒 Set by your administrator: ", LOCK)
        locked = self.chooser(claws, "the signature is not confirmed")
        assert not self.sensitive(locked), "a locked choice can be made"
        locked.get_selection_iface().select_child(1)
        self.close_page(claws, "OK")
        assert self.user.read_text() == "# mine\n", self.user.read_text()

    def choices_are_written(self, claws):
        """Into the person's own file of rules, by the engine."""
        for _, (now, then, line) in LOOKUPS.items():
            self.open_page(claws)
            box = self.chooser(claws, now)
            assert self.sensitive(box), f"{now}: locked"
            entries = box.get_child_at_index(0)
            place = next(i for i in range(entries.get_child_count()) if entries.get_child_at_index(i).get_name() == then)
            box.get_selection_iface().select_child(place)
            self.close_page(claws, "OK")
            host.until(lambda line=line: line in self.user.read_text(), SECONDS, f"{line} in the file")
            self.open_page(claws)
            self.chooser(claws, then)
            self.close_page(claws, "Cancel")

    def marks_are_as_chosen(self, claws, number, report):
        """The colour on the page is that of the list, and without marks there is none."""
        claws.show(number)
        claws.wait_for(report["ribbon"]["accessible_name"])
        host.until(lambda: number in claws.find_labelled(RED), SECONDS, "the mark, red at first")
        self.open_page(claws)
        self.chooser(claws, "red").get_selection_iface().select_child(1)
        self.chooser(claws, "orange")
        self.close_page(claws, "OK")
        host.until(lambda: number in claws.find_labelled(ORANGE), SECONDS, "an orange mark")
        self.open_page(claws)
        self.control(claws, "check box", MARK_BOX).get_action_iface().do_action(0)
        self.close_page(claws, "OK")
        host.until(lambda: number not in claws.find_labelled(ORANGE), SECONDS, "the mark taken off")
        self.open_page(claws)
        assert not self.checked(self.control(claws, "check box", MARK_BOX)), "the choice was not kept"
        self.close_page(claws, "Cancel")

    def origin_and_state(self, claws):
        self.open_page(claws)
        self.has_words(claws, "office.policy", " — your administrator's")
        self.has_words(claws, "own.policy", " — your own")
        self.has_words(claws, "It works: certfirst")
        self.has_words(claws, "does not download mail of an IMAP server by itself")
        assert not claws.find("check box", "Download new mail whole, so that it is checked before I open it", "Preferences"), \
            "offers what this client cannot do"
        self.close_page(claws, "Cancel")

    def gallery_opens(self, claws):
        self.open_page(claws)
        claws.click("push button", "What Each Ribbon Means…", "Preferences")
        host.until(lambda: self.window(claws, "What each ribbon means"), SECONDS, "the window of the meanings")
        self.closes(claws, "What each ribbon means")
        self.closes(claws, "Preferences")

    def writes_a_rule_that_counts(self, claws, number, report):
        """The engine writes it, the mail is judged by it at once, and every later check knows it."""
        sender = report["sender"]["address"]
        claws.show(number)
        claws.wait_for(report["ribbon"]["accessible_name"], seconds=SECONDS)
        self.press("ctrl+alt+e")
        host.until(lambda: self.window(claws, "Always expect a certificate"), SECONDS, "the question")
        assert sender not in self.user.read_text(), "written before anybody said so"
        claws.click("push button", "Always expect one", "Always expect a certificate")
        host.until(lambda: f"[sender {sender}]\ncertificate=expected\n" in self.user.read_text(), SECONDS,
                   f"a rule for {sender} in the person's file")
        wanted = dataclasses.replace(self.engine, user=self.user).ask(self.mails, "en")[number]
        assert wanted["reasons"][0]["code"] != report["reasons"][0]["code"], wanted["reasons"][0]
        claws.wait_for(wanted["ribbon"]["accessible_name"], seconds=SECONDS)
        claws.show(1)
        claws.show(number)
        claws.wait_for(wanted["ribbon"]["accessible_name"], seconds=SECONDS)
        assert not self.window(claws, "Always expect a certificate"), "the question is still there"

    def run_promises(self):
        self.office = self.session.folder / "office.policy"
        self.office.write_text(OFFICE)
        self.user = self.session.folder / "own.policy"
        self.user.write_text("# mine\n")
        self.engine = dataclasses.replace(self.engine, policies=(self.office, *self.engine.policies), user=self.user)
        reports = self.engine.ask(self.mails, "en")
        unsigned = find_mail(reports, "unsigned")
        with self.opened(self.open_claws()) as claws:
            self.run("what the administrator locked is shown so, and not written", self.locked_is_shown_and_refused, claws)
            self.run("always expect: a rule in the person's file, which counts at once", self.writes_a_rule_that_counts, claws,
                     unsigned, reports[unsigned])
            self.run("look-ups and history are chosen, written, and shown again", self.choices_are_written, claws)
            danger = find_mail(reports, "invalid")
            self.run("marks in the list are as they were chosen on the page", self.marks_are_as_chosen, claws, danger, reports[danger])
            self.run("the page says where rules come from, how the engine is, and what it cannot do", self.origin_and_state, claws)
            self.run("the gallery opens from the page", self.gallery_opens, claws)


if __name__ == "__main__":
    sys.exit(host.main(PreferencesChecks))
