"""evolution.py: the module in a running Evolution says what the engine says, and never about another mail

Usage: evolution.py --build BUILD --samples SAMPLES
"""
import os
import pathlib
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import checks  # noqa: E402
import host  # noqa: E402
from checks import find_each, find_mail  # noqa: E402

NEEDS = ["evolution", "Xvfb", "dbus-daemon", "gdbus", "openbox", "xdotool", "import", "identify"]
STOPPED = "This mail could not be checked"
LOOK = {"size": (1270, 860)}
SWITCHES = 500


class Ribbons(host.Checks):
    """The pane and the windows."""

    def __init__(self, session, engine, mails, out):
        super().__init__("evolution", session, engine, out)
        self.mails = mails

    def open(self, lang="en", mails=None, **more):
        return host.Evolution(self.session, self.engine, mails or self.mails, host.Look(lang=lang, **LOOK), **more)

    def says_what_the_engine_says(self, evolution, number, report):
        evolution.show(number)
        ribbon = evolution.wait_for(report["ribbon"]["accessible_name"], report["ribbon"]["accessible_description"], 30)
        role = "alert" if report["severity"] == "danger" else "info bar"
        assert ribbon.role == role, f"role {ribbon.role} instead of {role}"

    def never_beside_another_mail(self, evolution, reports):
        """With an engine that does not answer, the old verdict goes at once and the new one comes later."""
        good = find_mail(reports, "verified")
        danger = find_mail(reports, "missing-certificate")
        self.says_what_the_engine_says(evolution, good, reports[good])
        old = reports[good]["ribbon"]["accessible_name"]
        stopped = evolution.signal_engine(signal.SIGSTOP)
        try:
            evolution.show(danger)
            host.until(lambda: not evolution.has_text(reports[good]["headline"]), 20, "the old headline gone")
            for _ in range(10):
                ribbon = evolution.ribbon()
                assert ribbon is None or ribbon.name != old, f"beside the new mail: {ribbon}"
            host.until(lambda: (ribbon := evolution.ribbon()) and ribbon.name in host.LOADING, 20, "the spinner's words")
        finally:
            os.kill(stopped, signal.SIGCONT)
        evolution.wait_for(reports[danger]["ribbon"]["accessible_name"], seconds=30)

    def survives_fast_switching(self, evolution, reports):
        """Held keys; what is shown at the end is about the mail that is selected then."""
        evolution.select_row(0)
        there = ["Down"] * (len(self.mails) - 1)
        back = ["Up"] * (len(self.mails) - 1)
        done = 0
        while done < SWITCHES:
            evolution.keys(*there, *back)
            done += len(there) + len(back)
        first = evolution.order(self.mails)[0] + 1
        evolution.wait_for(reports[first]["ribbon"]["accessible_name"], reports[first]["ribbon"]["accessible_description"], 60)
        for _ in range(10):
            assert evolution.ribbon().name == reports[first]["ribbon"]["accessible_name"], evolution.ribbon()
        assert evolution.process.poll() is None

    def survives_a_dead_engine(self, evolution, reports):
        good = find_mail(reports, "verified")
        self.says_what_the_engine_says(evolution, good, reports[good])
        dead = evolution.lose_engine(find_mail(reports, "untrusted"))
        ribbon = evolution.wait_for(STOPPED, seconds=30)
        assert "nine zero four" in ribbon.description, ribbon.description
        self.says_what_the_engine_says(evolution, good, reports[good])
        assert evolution.engine_pid() not in (0, dead), "no new engine"

    def a_window_has_its_own(self, evolution, reports):
        danger = find_mail(reports, "missing-certificate")
        good = find_mail(reports, "verified")
        self.says_what_the_engine_says(evolution, danger, reports[danger])
        before = len(evolution.windows())
        evolution.choose_menu("Open in New Window")
        host.until(lambda: len(evolution.windows()) == before + 1, 30, "a window of its own")
        wanted = reports[danger]["ribbon"]["accessible_name"]
        host.until(lambda: [ribbon.name for ribbon in evolution.ribbons()] == [wanted, wanted], 30, "two ribbons")
        evolution.show(good)
        both = {wanted, reports[good]["ribbon"]["accessible_name"]}
        host.until(lambda: {ribbon.name for ribbon in evolution.ribbons()} == both, 30, "two different ribbons")
        evolution.close_window(host.read_subject(self.mails[danger - 1]))
        host.until(lambda: len(evolution.windows()) == before, 30, "the window closed")
        evolution.wait_for(reports[good]["ribbon"]["accessible_name"])

    def own_mail_has_none(self, evolution, folder):
        host.until(lambda: self.opens_folder(evolution, folder), 60, f"the mail in {folder}")
        evolution.select_row(0)
        host.until(lambda: not evolution.ribbons(), 20, f"no ribbon in {folder}")
        for _ in range(5):
            assert not evolution.ribbons(), f"a ribbon in {folder}"

    def run_language(self, lang, choose):
        reports = self.engine.ask(self.mails, lang)
        with self.open(lang) as evolution:
            evolution.open_inbox()
            for number in choose(reports):
                report = reports[number]
                name = f"{lang}: {self.mails[number - 1].name}: {report['verdict']}, {report['severity']}"
                self.run(name, self.says_what_the_engine_says, evolution, number, report)
            self.run(f"{lang}: Evolution and engine end cleanly", self.ends_cleanly, evolution)

    def run_behaviour(self):
        reports = self.engine.ask(self.mails, "en")
        folders = {"Inbox": self.mails, "Drafts": self.mails[:1], "Sent": self.mails[:1]}
        with self.open(mails=folders) as evolution:
            evolution.open_inbox()
            for name, check in (("no old verdict beside a new mail", self.never_beside_another_mail),
                                (f"{SWITCHES} fast switches", self.survives_fast_switching),
                                ("a dead engine costs one answer", self.survives_a_dead_engine),
                                ("a window has a ribbon of its own", self.a_window_has_its_own)):
                self.run(name, check, evolution, reports)
            self.run("no ribbon in the folder of drafts", self.own_mail_has_none, evolution, "Drafts")
            self.run("no ribbon in the folder of sent mail", self.own_mail_has_none, evolution, "Sent")
            self.run("Evolution ends cleanly after that", self.ends_cleanly, evolution)

    def run_all(self, folder):
        self.run_language("en", find_each)
        self.run_language("ja", find_each)
        self.run_behaviour()
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(checks.main(Ribbons, NEEDS))
