"""claws.py: the plugin in a running Claws Mail says what the engine says, and never about another mail

Usage: claws.py --build BUILD --samples SAMPLES
"""
import argparse
import contextlib
import os
import pathlib
import shutil
import signal
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import host  # noqa: E402
import tap  # noqa: E402

NEEDS = ["claws-mail", "Xvfb", "dbus-daemon", "gdbus", "openbox", "import", "identify"]
STOPPED = {"en": "This mail could not be checked", "ja": "このメールは確認できませんでした"}
# Bytes that programs like to change on their way.
EXACT = (b"From: Alice <alice@example.com>\nTo: bob@example.net\nSubject: exact bytes\nMIME-Version: 1.0\n"
         b"Content-Type: text/plain; charset=utf-8\n\n8 bits \xff\xfe, a NUL \0 and a bare CR \r here\n.\n..\n"
         b"From me\n \n\nno last line end")


class Checks:
    """Each method is one promise; what it raises is a failure with its reason."""

    def __init__(self, session, engine, mails, out):
        self.session = session
        self.engine = engine
        self.mails = mails
        self.out = out
        self.plan = tap.Tap()

    def open_claws(self, lang="en", mails=None):
        return host.Claws(self.session, self.engine, mails or self.mails, host.Look(lang=lang))

    def run(self, name, check, *given):
        try:
            check(*given)
        except (host.Trouble, AssertionError, OSError) as trouble:
            picture = self.out / f"claws-failed-{self.plan.count + 1}.png"
            with contextlib.suppress(Exception):
                self.session.screenshot(picture)
            self.plan.result(False, name, [f"{type(trouble).__name__}: {trouble}", f"picture: {picture}"])
        else:
            self.plan.result(True, name)

    def find_mail(self, reports, verdict):
        number = next((number for number, report in sorted(reports.items()) if report["verdict"] == verdict), None)
        assert number, f"no sample is {verdict}"
        return number

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
        host.until(lambda: claws.has_text(report["check_number"], "Certfirst"), 10,
                   f"the check number {report['check_number']} in the details")
        claws.show(1)
        host.until(lambda: not any("Certfirst" in window.get_name() for window in claws.windows()), 10,
                   "the details of the last mail gone")

    def never_beside_another_mail(self, claws, reports):
        """With an engine that does not answer, the old verdict goes at once and the new one comes later."""
        good = self.find_mail(reports, "verified")
        danger = self.find_mail(reports, "missing-certificate")
        claws.show(good)
        old = reports[good]["ribbon"]["accessible_name"]
        claws.wait_for(old)
        stopped = claws.signal_engine(signal.SIGSTOP)
        try:
            claws.show(danger)
            for _ in range(10):
                ribbon = claws.ribbon()
                assert ribbon is None or ribbon.name in ("", *host.LOADING), f"beside the new mail: {ribbon}"
                assert not claws.has_text(old), "the old headline is still shown"
            host.until(lambda: (ribbon := claws.ribbon()) and ribbon.name in host.LOADING, 5, "the spinner's words")
        finally:
            os.kill(stopped, signal.SIGCONT)
        claws.wait_for(reports[danger]["ribbon"]["accessible_name"])

    def late_answers_drop(self, claws, reports):
        """Many selections in a row, the engine stopped meanwhile: only the last one's answer is shown."""
        last = self.find_mail(reports, "invalid")
        stopped = claws.signal_engine(signal.SIGSTOP)
        try:
            for number in (1, 2, 3, 4, 5, last):
                claws.show(number)
        finally:
            os.kill(stopped, signal.SIGCONT)
        wanted = reports[last]["ribbon"]["accessible_name"]
        claws.wait_for(wanted)
        for _ in range(10):
            assert claws.ribbon().name == wanted, f"then there is {claws.ribbon()}"

    def survives_a_dead_engine(self, claws, reports):
        good = self.find_mail(reports, "verified")
        claws.show(good)
        claws.wait_for(reports[good]["ribbon"]["accessible_name"])
        dead = claws.lose_engine(self.find_mail(reports, "untrusted"))
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
        host.until(lambda: not claws.ribbons(), 60, "the ribbon of an empty folder gone")
        claws.show(1)
        claws.wait_for(reports[1]["ribbon"]["accessible_name"])

    def unsent_mail_has_no_ribbon(self, claws, reports):
        subject = host.squeeze(host.read_subject(self.mails[0]))
        for folder in ("draft", "queue"):
            claws.select(1, folder)
            host.until(lambda: subject in host.squeeze(claws.message_text()), 60, f"the message in {folder}")
            host.until(lambda: not claws.ribbons(), 60, f"no ribbon in {folder}")

    def a_window_has_its_own(self, claws, reports):
        danger = self.find_mail(reports, "missing-certificate")
        good = self.find_mail(reports, "verified")
        claws.show(danger)
        wanted = reports[danger]["ribbon"]["accessible_name"]
        claws.wait_for(wanted)
        before = len(claws.windows())
        claws.choose_menu("Open in new window")
        host.until(lambda: len(claws.windows()) == before + 1, 60, "a window of its own")
        host.until(lambda: [ribbon.name for ribbon in claws.ribbons()] == [wanted, wanted], 60, "two ribbons")

        claws.show(good)
        both = {wanted, reports[good]["ribbon"]["accessible_name"]}
        host.until(lambda: {ribbon.name for ribbon in claws.ribbons()} == both, 60, "two different ribbons")
        claws.choose_menu("Close")
        host.until(lambda: len(claws.windows()) == before, 60, "the window closed")
        claws.wait_for(reports[good]["ribbon"]["accessible_name"])

    def can_be_unloaded(self, claws, reports):
        claws.show(1)
        claws.wait_for(reports[1]["ribbon"]["accessible_name"])
        engine = claws.engine_pid()
        assert engine, "no engine"
        claws.unload_plugin("Certfirst")
        host.until(lambda: not claws.ribbons(), 60, "the ribbon gone")
        host.until(lambda: not claws.engine_pid(), 60, "the engine gone")
        claws.show(2)
        assert not claws.ribbons(), "a ribbon without the plugin"

    def ends_cleanly(self, claws):
        engine = claws.engine_pid()
        claws.command("--exit")
        host.until(lambda: claws.process.poll() is not None, 60, "the end of Claws Mail")
        assert claws.process.returncode == 0, f"exit status {claws.process.returncode}"
        host.until(lambda: not engine or not os.path.exists(f"/proc/{engine}"), 60, "the end of the engine")
        ours = [line for line in claws.output().splitlines() if "certfirst" in line.lower() and "CRITICAL" in line]
        assert not ours, "\n".join(ours)

    def run_all(self):
        for lang in ("en", "ja"):
            reports = self.engine.ask(self.mails, lang)
            with self.open_claws(lang) as claws:
                for number, report in sorted(reports.items()):
                    name = f"{lang}: {self.mails[number - 1].name}: {report['verdict']}, {report['severity']}"
                    self.run(name, self.says_what_the_engine_says, claws, number, report)
                self.run(f"{lang}: Claws Mail and engine end cleanly", self.ends_cleanly, claws)
        reports = self.engine.ask(self.mails, "en")
        folders = {"inbox": self.mails, "draft": self.mails[:1], "queue": self.mails[:1]}
        with self.open_claws(mails=folders) as claws:
            self.run("the details show the check number, and go with their mail", self.details_show_the_check_number,
                     claws, reports)
            self.run("no old verdict beside a new mail", self.never_beside_another_mail, claws, reports)
            self.run("late answers drop", self.late_answers_drop, claws, reports)
            self.run("a dead engine costs one answer", self.survives_a_dead_engine, claws, reports)
            self.run("an empty folder has no ribbon", self.empty_folder_has_no_ribbon, claws, reports)
            self.run("mail that is not sent has no ribbon", self.unsent_mail_has_no_ribbon, claws, reports)
            self.run("a window has a ribbon of its own", self.a_window_has_its_own, claws, reports)
            self.run("the plugin can be unloaded", self.can_be_unloaded, claws, reports)
            self.run("Claws Mail ends cleanly without it", self.ends_cleanly, claws)
        return self.plan.finish()


def main(checks=Checks):
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--samples", type=pathlib.Path, required=True)
    options = parser.parse_args()
    missing = [program for program in NEEDS if not shutil.which(program)]
    if missing and not os.environ.get("CI"):
        tap.skip_all(f"not installed: {' '.join(missing)}")

    engine = host.Engine(options.build, options.samples / "anchors.pem", (options.samples / "policy.policy",))
    mails = sorted((options.samples / "inbox").iterdir(), key=lambda path: int(path.name))
    with tempfile.TemporaryDirectory(prefix="certfirst-mails-") as folder, host.Session() as session:
        exact = pathlib.Path(folder, "exact")
        exact.write_bytes(EXACT)
        return checks(session, engine, [*mails, exact], options.build / "meson-logs").run_all()


if __name__ == "__main__":
    sys.exit(main())
