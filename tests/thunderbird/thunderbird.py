"""thunderbird.py: the add-on in a running Thunderbird says what the engine says, and never about another mail

Usage: thunderbird.py --build BUILD --samples SAMPLES [--only WORD]
"""
import argparse
import contextlib
import os
import pathlib
import random
import re
import shutil
import signal
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import engine as reference  # noqa: E402
import tap  # noqa: E402

import bird  # noqa: E402
import handing  # noqa: E402
import letters  # noqa: E402
import marionette  # noqa: E402

NEEDS = ["thunderbird", "dbus-run-session", "Xvfb"]
STOPPED = "This mail could not be checked"
ENGINE_SECONDS = 120
# The mail of 25 MB must have its ribbon in this time on a machine with nothing else to do.
LARGE_SECONDS = 1
SWITCHES = 250


def ask_engine(build, options, mails, lang):
    """What the same engine says of the same bytes, asked without any mail client."""
    os.environ["CERTFIRST_LOCALEDIR"] = str((build / "po").resolve())
    with reference.Engine(str((build / "plugin/cli/certfirst").resolve()), options, ENGINE_SECONDS) as answers:
        given = ((number, mail.read_bytes()) for number, mail in enumerate(mails, 1))
        return dict(answers.check_all(given, {"place": "folder", "lang": lang}))


class Checks:
    """Each method is one promise; what it raises is a failure with its reason."""
    needs = NEEDS

    def __init__(self, options, folder):
        self.build = options.build.resolve()
        self.only = options.only
        self.folder = folder
        self.plan = tap.Tap()
        samples = options.samples
        self.judged_by = [f"--trust-anchors={(samples / 'anchors.pem').resolve()}", f"--policy={(samples / 'policy.policy').resolve()}",
                          "--history=none", "--lookups=offline"]
        self.mails = sorted((samples / "inbox").iterdir(), key=lambda path: int(path.name))
        self.mails += letters.write_all(folder, self.mails[0].read_bytes())
        self.reports = {}

    def setup(self, **more):
        return bird.Setup(**{"build": self.build, "mails": self.mails, "options": self.judged_by, **more})

    def expected(self, lang="en"):
        if lang not in self.reports:
            self.reports[lang] = ask_engine(self.build, self.judged_by, self.mails, lang)
        return self.reports[lang]

    def number_of(self, name):
        """A sample by its verdict, or a letter by its name."""
        by_name = {path.stem: number for number, path in enumerate(self.mails, 1)}
        if name in by_name:
            return by_name[name]
        return next(number for number, report in sorted(self.expected().items()) if report["verdict"] == name)

    def run(self, name, check, *given):
        if self.only and self.only not in name:
            return
        try:
            check(*given)
        except (bird.Trouble, AssertionError, OSError, TypeError, LookupError, marionette.Refused) as trouble:
            picture = self.build / "meson-logs" / f"thunderbird-failed-{self.plan.count + 1}.png"
            for what in given:
                if isinstance(what, bird.Bird):
                    with contextlib.suppress(Exception):
                        what.take_picture(picture)
            self.plan.result(False, name, [f"{type(trouble).__name__}: {trouble}"[:2500], f"picture: {picture}"])
        else:
            self.plan.result(True, name)

    def wanted(self, number, lang="en"):
        return self.expected(lang)[number]["ribbon"]["accessible_name"]

    def one_of_each(self, lang):
        """A mail for each verdict, severity and height of the ribbon."""
        kinds = {}
        for number, report in sorted(self.expected(lang).items()):
            kinds.setdefault((report["verdict"], report["severity"], report["ribbon"]["look"], bool(report["detail"])), number)
        return sorted(kinds.values())

    def opens(self, number):
        """Thunderbird shows nothing of a mail that it cannot decrypt."""
        return b"enveloped-data" not in self.mails[number - 1].read_bytes()[:4000]

    # The promises

    def says_what_the_engine_says(self, box, number, lang):
        report = self.expected(lang)[number]
        box.show(number)
        ribbon = box.wait_for(report["ribbon"]["accessible_name"])
        assert ribbon["headline"] == report["headline"], ribbon
        assert ribbon["detail"] == report["detail"], ribbon
        assert ribbon["pill"] == report["ribbon"]["pill"], ribbon
        assert ribbon["code"] == report["ribbon"]["code"], ribbon
        assert ribbon["description"] == report["ribbon"]["accessible_description"], ribbon
        assert ribbon["first"], "not above the header"
        assert ribbon["role"] == ("alert" if report["severity"] == "danger" else "status"), ribbon["role"]
        assert report["check_number"] in ribbon["panel"], "the engine got other bytes than are in the file"
        assert ribbon["mark"] == {"en": "Your mark: star, violet", "ja": "あなたの目印：星、紫"}[lang], ribbon["mark"]

    def undecryptable_has_no_ribbon(self, box):
        number = next(number for number in self.expected() if not self.opens(number))
        box.show(1)
        box.wait_for(self.wanted(1))
        box.select(number)
        bird.until(lambda: (ribbon := box.ribbon()) is None or ribbon["display"] == "none" or not ribbon["name"], 20, "no ribbon")
        box.show(1)
        box.wait_for(self.wanted(1))

    def hostile_mail_cannot_reach_it(self, box):
        number = self.number_of("hostile")
        box.show(number)
        ribbon = box.wait_for(self.wanted(number))
        assert ribbon["display"] != "none" and ribbon["height"] >= 30, ribbon
        inside = box.remote.run(bird.PLACES + """
          const doc = find("3pane").getMessagePaneBrowser().contentDocument;
          return [Boolean(doc.getElementById("certfirst-ribbon")), doc.documentElement.textContent.includes("Your mark"),
                  doc.documentElement.outerHTML.includes("certfirst-mark")];
        """)
        assert inside == [False, False, False], f"in the message document: {inside}"

    def details_open_and_close(self, box):
        number = next(number for number, report in self.expected().items() if report["severity"] == "danger" and self.opens(number))
        box.show(number)
        box.wait_for(self.wanted(number))
        assert not box.ribbon()["open"]
        box.press("details")
        bird.until(lambda: box.ribbon()["open"], 10, "the details")
        assert "For the help desk" in box.ribbon()["panel"]
        box.remote.run(bird.PLACES + """
          const m = find("3pane");
          m.document.querySelector("#certfirst-ribbon .panel").dispatchEvent(
            new m.KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
        """)
        bird.until(lambda: not box.ribbon()["open"], 10, "the details closed by Esc")
        focus = box.remote.run(bird.PLACES + "return find('3pane').document.activeElement.className;")
        assert focus == "details", f"focus is on {focus}"
        box.press("what-to-do")
        bird.until(lambda: box.ribbon()["open"], 10, "what to do")
        box.show(1)
        assert not box.wait_for(self.wanted(1))["open"], "the details of the last mail stay"

    def keys_open_the_details(self, box):
        box.show(1)
        box.wait_for(self.wanted(1))
        box.press_key("d")
        bird.until(lambda: box.ribbon()["open"], 20, "the details by Alt+D")
        box.press_key("d")
        bird.until(lambda: not box.ribbon()["open"], 20, "the details closed by Alt+D")

    def report_is_copied(self, box):
        box.show(1)
        box.wait_for(self.wanted(1))
        box.press("details")
        bird.until(lambda: box.ribbon()["open"], 10, "the details")
        handing.open_report(box)
        box.press("copy-report")
        number = self.expected()[1]["check_number"]
        text = bird.until(lambda: number in (said := handing.copied(box)) and said, 15, "the report on the clipboard")
        assert "info@bank.example" not in text, "it names people"
        bird.until(lambda: "Copied" in box.ribbon()["panel"], 10, "that it was copied")

    def check_again_keeps_the_mark(self, box):
        number = next(number for number, report in self.expected().items() if report["ribbon"]["check_again"] and self.opens(number))
        box.show(number)
        before = box.wait_for(self.wanted(number))
        box.press("check-again")
        bird.until(lambda: (r := box.ribbon())["name"] == before["name"] and "again" not in r["look"], 30, "the same ribbon again")

    def fast_switching(self, box):
        """Many selections in no order: whatever is drawn belongs to the message whose header is shown."""
        ids, subjects = {}, {}
        numbers = [number for number in self.expected() if self.opens(number)]
        for number in numbers:
            box.show(number)
            box.wait_for(self.wanted(number))
            shown = box.ribbon()
            ids[shown["message"]] = self.wanted(number)
            subjects.setdefault(shown["subject"], set()).add(self.wanted(number))
        chance = random.Random(10)
        wrong, looks = [], 0
        for i in range(SWITCHES):
            box.select(chance.choice(numbers))
            time.sleep(chance.choice([0, 0, 0.01, 0.03, 0.08]))
            ribbon = box.ribbon()
            looks += 1
            if not ribbon or not ribbon["message"]:
                continue
            # Until the next mail begins to load Thunderbird's own header is still that of the last one.
            fitting = {ids.get(ribbon["message"])} if ribbon["loaded"] else subjects.get(ribbon["subject"], set())
            if ribbon["name"] not in (None, *bird.LOADING, *fitting):
                wrong.append((i, ribbon["message"], ribbon["name"], ribbon["subject"], ribbon["loaded"]))
        assert not wrong, f"{len(wrong)} of {looks} wrong: {wrong[:3]}"
        last = numbers[-1]
        box.show(last)
        box.wait_for(self.wanted(last))

    def never_beside_another_mail(self, box):
        """With an engine that does not answer, the old verdict goes at once and the spinner comes."""
        danger = self.number_of("missing-certificate")
        box.show(1)
        box.wait_for(self.wanted(1))
        stopped = box.engine_pids()
        assert stopped, "no engine"
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            box.show(danger)
            for _ in range(10):
                ribbon = box.ribbon()
                assert ribbon["name"] in (None, *bird.LOADING), f"beside the new mail: {ribbon}"
            loading = bird.until(lambda: (r := box.ribbon())["name"] in bird.LOADING and r, 10, "the spinner's words")
            assert loading["mark"] == "Your mark: star, violet", loading
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)
        box.wait_for(self.wanted(danger))

    def survives_a_dead_engine(self, box):
        box.show(1)
        box.wait_for(self.wanted(1))
        dead = box.engine_pids()
        hold = box.home / "certfirst-sample-engine.hold"
        for pid in dead:
            os.kill(pid, signal.SIGSTOP)
        hold.touch()
        try:
            box.show(2)
            # The spinner alone may be there before the engine is asked: then it is the next one that would be waited for.
            bird.until(lambda: any(bird.is_asked(pid) for pid in dead), bird.WAIT_SECONDS, "a question to the engine that stands still")
            for pid in dead:
                os.kill(pid, signal.SIGKILL)
            ribbon = box.wait_for(STOPPED)
            assert ribbon["code"] == "CF904" and "unknown" in ribbon["look"], ribbon
        finally:
            hold.unlink()
        box.press("check-again")
        box.wait_for(self.wanted(2))
        assert not set(dead) & set(box.engine_pids()), "no new engine"

    def other_places(self, box):
        """A tab, a window, a file, an attached message: a ribbon of their own."""
        number = self.number_of("verified")
        box.show(number)
        box.wait_for(self.wanted(number))
        for place, behaviour in (("tab", 2), ("window", 1)):
            box.open_elsewhere(behaviour)
            box.wait_for(self.wanted(number), place)
            box.close_elsewhere(place)
        file = self.folder / "signed.eml"
        file.write_bytes(self.mails[number - 1].read_bytes())
        box.open_file(file)
        ribbon = bird.until(lambda: (r := box.ribbon("window")) and r["headline"] and "loading" not in r["look"] and r, 60, "a file's ribbon")
        assert ribbon["headline"] == self.expected()[number]["headline"], ribbon
        assert "CF615" in ribbon["panel"], "a file is not said to be one"
        box.close_elsewhere("window")

    def attached_message(self, box):
        number = self.number_of("attached")
        box.show(number)
        box.wait_for(self.wanted(number))
        box.open_attachment()
        place = bird.until(lambda: next((p for p in ("tab", "window") if box.ribbon(p)), None), 60, "a window of the attached message")
        ribbon = bird.until(lambda: (r := box.ribbon(place)) and r["headline"] and "loading" not in r["look"] and r, 60, "its ribbon")
        assert ribbon["headline"] == self.expected()[1]["headline"], ribbon
        box.close_elsewhere(place)

    def large_mail(self, box):
        number = self.number_of("large")
        seconds = []
        for _ in range(3):
            box.show(1)
            box.wait_for(self.wanted(1))
            begin = time.monotonic()
            box.select(number)
            box.wait_for(self.wanted(number))
            seconds.append(time.monotonic() - begin)
        size = self.mails[number - 1].stat().st_size
        print(f"# {size / 1e6:.0f} MB, from selection to verdict: {min(seconds):.2f} s at best of {len(seconds)}"
              f" (wanted: {LARGE_SECONDS} s, engine included)", flush=True)

    def comes_and_goes(self, box):
        """Switched off it leaves nothing; switched on, or replaced by a later version, it draws what is shown."""
        box.show(1)
        box.wait_for(self.wanted(1))
        box.set_addon(False)
        bird.until(lambda: box.ribbon() is None, 30, "no ribbon without the add-on")
        bird.until(lambda: not box.engine_pids(), 30, "no engine without the add-on")
        box.set_addon(True)
        box.wait_for(self.wanted(1))
        newer = letters.repack(self.setup().find_xpi(), self.folder / "newer.xpi", "0.1.0.1")
        box.install(newer)
        bird.until(lambda: box.addon_version() == "0.1.0.1", 60, "the later version")
        box.wait_for(self.wanted(1))
        box.show(2)
        box.wait_for(self.wanted(2))

    def options_page(self, box):
        text = box.read_page("pages/options.html", "It works.")
        for words in ("certfirst 0.", "Your mark: star, violet", "Mark dangerous mail"):
            assert words in text, f"{words!r} is not in {text!r}"

    def missing_engine(self, box):
        box.open_folder()
        box.show(1)
        ribbon = box.wait_for(STOPPED)
        assert "not found" in ribbon["detail"] and "unknown" in ribbon["look"], ribbon
        bird.write_hosts(box.home, self.build)
        time.sleep(3.5)
        box.show(2)
        box.wait_for(self.wanted(2))

    def old_engine(self, box):
        """An engine of an earlier release, as far as it says so itself."""
        box.open_folder()
        box.show(1)
        ribbon = box.wait_for(STOPPED)
        assert "does not fit" in ribbon["detail"], ribbon

    def plain_package(self, box):
        """Without the Experiment the button of the header has the verdict, and nothing is drawn."""
        box.open_folder()
        box.show(1)
        title = self.wanted(1)
        bird.until(lambda: title in (box.button() or ""), 60, f"{title} on the button")
        assert box.ribbon() is None

    def plain_report(self, box):
        """Its window shows the report before it is copied: redacted at first, everything after that choice; nothing is saved."""
        number = self.expected()[1]["check_number"]
        for form, everything in (("json", False), ("html", True)):
            box.press_key("d")
            seen = bird.until(lambda: handing.see_popup(box), bird.WAIT_SECONDS, "the report in the window of the button")
            assert (seen["choice"], seen["number"], seen["buttons"]) == ("json redacted", 6, ["Copy report"]), seen
            bird.until(lambda: (now := handing.see_popup(box)) and now["body"] <= now["inner"] and now["end"] <= now["screen"], bird.WAIT_SECONDS,
                       "a window that is on the screen to its end")
            if everything:
                handing.click_popup(box, f'input[value="{form}"]')
                handing.click_popup(box, "input[type=checkbox]")
            seen = handing.see_popup(box)
            assert seen["choice"] == f"{form} {'everything' if everything else 'redacted'}", seen["choice"]
            assert number in seen["text"] and ("info@bank.example" in seen["text"]) == everything, seen["text"]
            handing.click_popup(box, 'button[data-action="copy-report"]')
            bird.until(lambda: handing.copied(box) == seen["text"], bird.WAIT_SECONDS, f"{form} on the clipboard")  # noqa: B023
            bird.until(lambda: "Copied" in handing.see_popup(box)["note"], bird.WAIT_SECONDS, "that it was copied")
            handing.click_popup(box, 'button[data-action="close"]')
            bird.until(lambda: not handing.see_popup(box), bird.WAIT_SECONDS, "the window closed")

    def allowed_by_name(self, box):
        """Thunderbird suppresses Experiments but for those that /etc/thunderbird/pref names: ours is among them.

        In the first run of a profile it does so some time after the start.
        """
        box.quit()
        box.start()
        box.open_folder()
        box.show(1)
        box.wait_for(self.wanted(1))

    def suppressed(self, box):
        """As a person would find it: no ribbon, and the add-on switched off."""
        bird.until(lambda: not box.addon_version(), bird.WAIT_SECONDS, "the add-on suppressed")

    def read_allowed(self):
        text = (self.build / "plugin" / "thunderbird" / "certfirst.js").read_text()
        return re.search(r'pref\("extensions\.experiments\.allowed", "([^"]+)"\)', text)[1]

    # All of it

    def run_first(self):
        with bird.Bird(self.setup()) as box:
            box.open_folder()
            for number, report in sorted(self.expected().items()):
                if self.opens(number):
                    name = f"en: {self.mails[number - 1].name}: {report['verdict']}, {report['severity']}"
                    self.run(name, self.says_what_the_engine_says, box, number, "en")
            for name, check in (
                    ("a mail that cannot be decrypted has no ribbon", self.undecryptable_has_no_ribbon),
                    ("a hostile mail cannot hide, reach or copy it", self.hostile_mail_cannot_reach_it),
                    ("the details open and close, by the keyboard too", self.details_open_and_close),
                    ("Alt+D opens the details", self.keys_open_the_details),
                    ("the redacted report is copied", self.report_is_copied),
                    ("check again ends with the same words", self.check_again_keeps_the_mark),
                    ("no old verdict beside a new mail", self.never_beside_another_mail),
                    ("fast switching never shows the wrong verdict", self.fast_switching),
                    ("a dead engine costs one answer", self.survives_a_dead_engine),
                    ("tab, window and file have ribbons of their own", self.other_places),
                    ("an attached message has one", self.attached_message),
                    ("a mail of 25 MB", self.large_mail),
                    ("the page of options says how the engine is", self.options_page),
                    ("off, on, and a later version while it runs", self.comes_and_goes)):
                self.run(name, check, box)

    def run_others(self):
        with bird.Bird(self.setup(lang="ja", dark=True)) as box:
            box.open_folder()
            for number in self.one_of_each("ja"):
                if self.opens(number):
                    self.run(f"ja: {self.mails[number - 1].name}", self.says_what_the_engine_says, box, number, "ja")
        few = {"mails": self.mails[:3]}
        with bird.Bird(self.setup(hosts=False, **few)) as box:
            self.run("a missing engine is said, and found once it is there", self.missing_engine, box)
        with bird.Bird(self.setup(engine=letters.write_old_engine(self.folder), **few)) as box:
            self.run("an engine of another release is said", self.old_engine, box)
        suppressed = {"extensions.experiments.suppressed": True}
        with bird.Bird(self.setup(xpi="plain", prefs=suppressed, **few)) as box:
            self.run("the package without an Experiment has its button, also where Experiments are suppressed", self.plain_package, box)
            self.run("and its window has the report, to be seen and copied", self.plain_report, box)
        with bird.Bird(self.setup(prefs={**suppressed, "extensions.experiments.allowed": self.read_allowed()}, **few)) as box:
            self.run("where they are suppressed, the settings of the package allow ours", self.allowed_by_name, box)
        with bird.Bird(self.setup(prefs=suppressed, **few)) as box:
            self.run("without these settings ours is suppressed", self.suppressed, box)

    def run_all(self):
        self.run_first()
        self.run_others()
        return self.plan.finish()


def main(promises=Checks):
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--samples", type=pathlib.Path, required=True)
    parser.add_argument("--only", help="promises whose name has this word")
    options = parser.parse_args()
    missing = [program for program in promises.needs if not shutil.which(program)]
    if missing and not os.environ.get("CI"):
        tap.skip_all(f"not installed: {' '.join(missing)}")
    with tempfile.TemporaryDirectory(prefix="certfirst-letters-") as folder:
        return promises(options, pathlib.Path(folder)).run_all()


if __name__ == "__main__":
    sys.exit(main())
