"""claws.py: the plugin in a running Claws Mail says what the engine says, and never about another mail

Usage: claws.py --build BUILD --samples SAMPLES
"""
import contextlib
import os
import signal
import sys

import host
from checks import find_mail

STOPPED = {"en": "This mail could not be checked", "ja": "このメールは確認できませんでした"}
NOT_YET = "Not checked yet"
# Bytes that programs like to change on their way.
EXACT = (b"From: Alice <alice@example.com>\nTo: bob@example.net\nSubject: exact bytes\nMIME-Version: 1.0\n"
         b"Content-Type: text/plain; charset=utf-8\n\n8 bits \xff\xfe, a NUL \0 and a bare CR \r here\n.\n..\n"
         b"From me\n \n\nno last line end")


class Checks(host.Checks):
    """Each method is one promise; what it raises is a failure with its reason."""

    def run_all(self, folder):
        exact = folder / "exact"
        exact.write_bytes(EXACT)
        self.mails = [*self.mails, exact]
        return super().run_all(folder)

    def open_claws(self, lang="en", mails=None):
        return host.Claws(self.session, self.engine, mails or self.mails, host.Look(lang=lang))

    # The promises

    def says_what_the_engine_says(self, claws, number, report):
        wanted = report["ribbon"]
        claws.show(number)
        ribbon = claws.wait_for(wanted["accessible_name"], wanted["accessible_description"])
        role = "alert" if report["severity"] == "danger" else "info bar"
        assert ribbon.role == role, f"role {ribbon.role} instead of {role}"

    def details_show_the_check_number(self, claws, reports):
        """The engine got the very bytes that are in the file."""
        number = len(self.mails)
        report = reports[number]
        claws.show(number)
        claws.wait_for(report["ribbon"]["accessible_name"])
        claws.click("push button", "Details")
        claws.click("toggle button", "For the help desk", "Certfirst")
        host.until(lambda: claws.has_text(report["check_number"], "Certfirst"), 120,
                   f"the check number {report['check_number']} in the details")
        claws.show(1)
        host.until(lambda: not any("Certfirst" in window.get_name() for window in claws.windows()), 120,
                   "the details of the last mail gone")

    @contextlib.contextmanager
    def engine_stopped(self, claws):
        """It does not answer meanwhile; on a busy machine the client may have given it up at the end."""
        stopped = claws.signal_engine(signal.SIGSTOP)
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(stopped, signal.SIGCONT)

    def comes_after_all(self, claws, wanted):
        """The answer of an engine that was stopped; on a busy machine it was longer than a check may take, and is asked again."""
        if claws.wait_for_ribbon().name in (NOT_YET, STOPPED["en"]):
            claws.choose_menu("Check Again")
        claws.wait_for(wanted)

    def never_beside_another_mail(self, claws, reports):
        """With an engine that does not answer, the old verdict goes at once and the new one comes later."""
        good = find_mail(reports, "verified")
        danger = find_mail(reports, "missing-certificate")
        claws.show(good)
        old = reports[good]["ribbon"]["accessible_name"]
        claws.wait_for(old)
        nothing = ("", NOT_YET, *host.LOADING)
        with self.engine_stopped(claws):
            claws.show(danger)
            for _ in range(10):
                ribbon = claws.ribbon()
                assert ribbon is None or ribbon.name in nothing, f"beside the new mail: {ribbon}"
                assert not claws.has_text(old), "the old headline is still shown"
            host.until(lambda: (ribbon := claws.ribbon()) and ribbon.name in nothing[1:], 120, "the spinner's words")
        self.comes_after_all(claws, reports[danger]["ribbon"]["accessible_name"])

    def late_answers_drop(self, claws, reports):
        """Many selections in a row, the engine stopped meanwhile: only the last one's answer is shown."""
        last = find_mail(reports, "invalid")
        claws.show(2)
        claws.wait_for(reports[2]["ribbon"]["accessible_name"])
        with self.engine_stopped(claws):
            for number in (1, 2, 3, 4, 5, last):
                claws.show(number)
        wanted = reports[last]["ribbon"]["accessible_name"]
        self.comes_after_all(claws, wanted)
        for _ in range(10):
            assert claws.ribbon().name == wanted, f"then there is {claws.ribbon()}"

    def survives_a_dead_engine(self, claws, reports):
        good = find_mail(reports, "verified")
        claws.show(good)
        claws.wait_for(reports[good]["ribbon"]["accessible_name"])
        dead = claws.lose_engine(find_mail(reports, "untrusted"))
        ribbon = claws.wait_for(STOPPED["en"])
        assert "nine zero four" in ribbon.description, ribbon.description
        assert ribbon.role == "info bar"
        claws.show(good)
        claws.wait_for(reports[good]["ribbon"]["accessible_name"])
        assert claws.engine_pid() not in (0, dead), "no new engine"

    def empty_folder_has_no_ribbon(self, claws, reports):
        claws.show(1)
        claws.wait_for(reports[1]["ribbon"]["accessible_name"])
        claws.select(0, "sent")
        host.until(lambda: not claws.ribbons(), 120, "the ribbon of an empty folder gone")
        claws.show(1)
        claws.wait_for(reports[1]["ribbon"]["accessible_name"])

    def unsent_mail_has_no_ribbon(self, claws, reports):
        subject = host.squeeze(host.read_subject(self.mails[0]))
        for folder in ("draft", "queue"):
            claws.select(1, folder)
            host.until(lambda: subject in host.squeeze(claws.message_text()), 120, f"the message in {folder}")
            host.until(lambda: not claws.ribbons(), 120, f"no ribbon in {folder}")

    def a_window_has_its_own(self, claws, reports):
        danger = find_mail(reports, "missing-certificate")
        good = find_mail(reports, "verified")
        claws.show(danger)
        wanted = reports[danger]["ribbon"]["accessible_name"]
        claws.wait_for(wanted)
        before = len(claws.windows())
        claws.choose_menu("Open in new window")
        host.until(lambda: len(claws.windows()) == before + 1, 120, "a window of its own")
        host.until(lambda: [ribbon.name for ribbon in claws.ribbons()] == [wanted, wanted], 120, "two ribbons")

        claws.show(good)
        both = {wanted, reports[good]["ribbon"]["accessible_name"]}
        host.until(lambda: {ribbon.name for ribbon in claws.ribbons()} == both, 120, "two different ribbons")
        claws.choose_menu("Close")
        host.until(lambda: len(claws.windows()) == before, 120, "the window closed")
        claws.wait_for(reports[good]["ribbon"]["accessible_name"])

    def can_be_unloaded(self, claws, reports):
        claws.show(1)
        claws.wait_for(reports[1]["ribbon"]["accessible_name"])
        engine = claws.engine_pid()
        assert engine, "no engine"
        claws.unload_plugin("Certfirst")
        host.until(lambda: not claws.ribbons(), 120, "the ribbon gone")
        host.until(lambda: not claws.engine_pid(), 120, "the engine gone")
        claws.show(2)
        assert not claws.ribbons(), "a ribbon without the plugin"

    def run_promises(self):
        for lang in ("en", "ja"):
            reports = self.engine.ask(self.mails, lang)
            with self.opened(self.open_claws(lang), f"{lang}: Claws Mail and engine end cleanly") as claws:
                for number, report in sorted(reports.items()):
                    name = f"{lang}: {self.mails[number - 1].name}: {report['verdict']}, {report['severity']}"
                    self.run(name, self.says_what_the_engine_says, claws, number, report)
        reports = self.engine.ask(self.mails, "en")
        folders = {"inbox": self.mails, "draft": self.mails[:1], "queue": self.mails[:1]}
        with self.opened(self.open_claws(mails=folders), "Claws Mail ends cleanly without it") as claws:
            self.run("the details show the check number, and go with their mail", self.details_show_the_check_number,
                     claws, reports)
            self.run("no old verdict beside a new mail", self.never_beside_another_mail, claws, reports)
            self.run("late answers drop", self.late_answers_drop, claws, reports)
            self.run("a dead engine costs one answer", self.survives_a_dead_engine, claws, reports)
            self.run("an empty folder has no ribbon", self.empty_folder_has_no_ribbon, claws, reports)
            self.run("mail that is not sent has no ribbon", self.unsent_mail_has_no_ribbon, claws, reports)
            self.run("a window has a ribbon of its own", self.a_window_has_its_own, claws, reports)
            self.run("the plugin can be unloaded", self.can_be_unloaded, claws, reports)


if __name__ == "__main__":
    sys.exit(host.main(Checks))
