"""accessible.py: what a screen reader finds in the ribbon, for every reason of the catalogue

Usage: accessible.py GALLERY

The gallery shows one ribbon for each reason in a window of its own; it is read
from outside, over AT-SPI, and held against what the words should be.
"""
import dataclasses
import os
import pathlib
import shutil
import signal
import subprocess
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent.parent / folder) for folder in ("claws", "whole")]
import host  # noqa: E402
import tap  # noqa: E402

NEEDS = ["Xvfb", "dbus-daemon", "gdbus", "openbox"]
START_SECONDS = 60
BUTTONS = {"en": ("What to do", "Check again", "Details"), "ja": ("対処方法", "再確認", "詳細")}
MARK = {"en": "Your mark: ", "ja": "あなたの目印："}
# RIBBON section 1: severities that show their code also speak it, letter by letter.
SPOKEN = {"en": "C F ", "ja": "シーエフ "}
ROLES = ("info bar", "alert")
PILL = {"en": "Danger", "ja": "危険"}


@dataclasses.dataclass(frozen=True)
class Wanted:
    """One line of "certfirst-gallery --list"."""
    number: str
    role: str
    name: str
    description: str
    pill: str
    headline: str
    detail: str
    code: str
    buttons: str

    def texts(self):
        return [text for text in (self.pill, self.headline, self.detail, self.code) if text]

    def actions(self, lang):
        what_to_do, check_again, details = BUTTONS[lang]
        flags = [flag == "1" for flag in self.buttons]
        return [name for name, there in zip((what_to_do, check_again, details), (*flags, True)) if there]


def list_wanted(gallery, env, lang):
    done = subprocess.run([gallery, "--list", f"--lang={lang}"], env=env, stdout=subprocess.PIPE, check=True, timeout=60)
    return [Wanted(*line.split("\t")) for line in done.stdout.decode().splitlines()]


def walk(node):
    """Everything below a node that is seen, in order."""
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child
            yield from walk(child)


class Reader:
    """Reads like a screen reader, from another process."""

    def __init__(self, atspi):
        self.atspi = atspi

    def find_application(self, pid):
        desktop = self.atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_process_id() == pid:
                return application
        return None

    def find_ribbons(self, application):
        return [node for node in walk(application) if node.get_role_name() in ROLES]

    def is_seen(self, node):
        return node.get_state_set().contains(self.atspi.StateType.VISIBLE)

    def can_focus(self, node):
        return node.get_state_set().contains(self.atspi.StateType.FOCUSABLE)

    def read(self, ribbon):
        """(texts, buttons, images) of one ribbon."""
        texts, buttons, images = [], [], []
        for node in walk(ribbon):
            role = node.get_role_name()
            if not self.is_seen(node):
                continue
            if role == "label":
                texts.append(self.atspi.Text.get_text(node, 0, -1))
            elif role in ("push button", "button"):
                buttons.append(node)
            elif role in ("image", "icon"):
                images.append(node.get_name())
        return texts, buttons, images

    def complain(self, ribbon, wanted, lang):
        """Everything that is not as it should be."""
        texts, buttons, images = self.read(ribbon)
        names = [button.get_name() for button in buttons]
        found = {"role": ribbon.get_role_name(), "name": ribbon.get_name(), "description": ribbon.get_description(),
                 "texts": [text for text in texts if text and text not in names], "buttons": names}
        right = {"role": wanted.role, "name": wanted.name, "description": wanted.description, "texts": wanted.texts(),
                 "buttons": wanted.actions(lang)}
        yield from (f"{key}: {found[key]!r}, not {right[key]!r}" for key in right if found[key] != right[key])
        if len(images) != 1 or not images[0].startswith(MARK[lang]):
            yield f"images: {images!r}, not the mark alone"
        for button in buttons:
            if not self.can_focus(button) or self.atspi.Action.get_n_actions(button) < 1:
                yield f"the button {button.get_name()!r} cannot be reached or pressed"


def complain_about_words(wanted, lang):
    """What holds whatever the texts are: nothing is said by colour or picture alone."""
    if wanted.headline not in wanted.name or wanted.pill not in wanted.name:
        yield f"the name {wanted.name!r} lacks the pill or the headline"
    if wanted.code and SPOKEN[lang] not in wanted.description:
        yield f"the description {wanted.description!r} does not spell {wanted.code}"
    if wanted.role == "alert" and not wanted.pill:
        yield "danger has no word for it"


def press_details(reader, application, ribbon):
    """The action of the button opens the details."""
    button = reader.read(ribbon)[1][-1]
    before = application.get_child_count()
    reader.atspi.Action.do_action(button, 0)
    host.until(lambda: application.get_child_count() > before, 10, "the details")


# What "certfirst-gallery --turns" shows at each signal: danger, which is spoken, or what is not.
TURNS = ("danger", None, None, "danger", None, "danger")
REST_SECONDS = 3


class Listener:
    """Hears what a screen reader is told to say, from another process."""

    def __init__(self, atspi):
        from gi.repository import GLib
        self.context = GLib.MainContext.default()
        self.heard = []
        self.listener = atspi.EventListener.new(lambda event: self.heard.append(event.any_data))
        self.listener.register("object:announcement")

    def hear(self, count):
        """Whether so many were heard by now."""
        while self.context.iteration(False):
            pass
        return len(self.heard) >= count

    def end(self):
        self.listener.deregister("object:announcement")


def take_turn(listener, program, spoken):
    """What was heard of one mail: danger is waited for; anything else has its time to be wrong."""
    before = len(listener.heard)
    program.send_signal(signal.SIGUSR1)
    try:
        host.until(lambda: listener.hear(before + 1), START_SECONDS if spoken else REST_SECONDS, "an announcement")
    except host.Trouble:
        pass
    return listener.heard[before:]


def check_announcements(session, gallery, lang, plan):
    """Danger is announced once for each mail, with the ribbon's own name; nothing else at once, nor the same mail again."""
    env = {**session.env, "XDG_CONFIG_HOME": str(session.folder / "config")}
    listener, reader = Listener(session.atspi), Reader(session.atspi)
    program = subprocess.Popen([gallery, "--turns", f"--lang={lang}"], env=env, stdin=subprocess.DEVNULL)
    try:
        host.until(lambda: reader.find_application(program.pid), START_SECONDS, "the gallery")
        turns = [take_turn(listener, program, spoken) for spoken in TURNS]
        listener.hear(0)
        wrong = [f"mail {number}: {turn}" for number, (turn, spoken) in enumerate(zip(turns, TURNS))
                 if len(turn) != (1 if spoken else 0) or any(not text.startswith(PILL[lang]) for text in turn)]
        plan.result(not wrong, f"{lang}: another process hears danger, once for each mail, and nothing else", wrong)
        plan.result(len(set(listener.heard)) == TURNS.count("danger"), f"{lang}: each says what it is about", listener.heard)
    except host.Trouble as trouble:
        plan.result(False, f"{lang}: {trouble}")
    finally:
        listener.end()
        host.end_process(program)


def check_language(session, gallery, lang, plan):
    env = {**session.env, "XDG_CONFIG_HOME": str(session.folder / "config")}
    wanted = list_wanted(gallery, env, lang)
    program = subprocess.Popen([gallery, "--reasons", f"--lang={lang}"], env=env, stdin=subprocess.DEVNULL)
    reader = Reader(session.atspi)
    try:
        application = host.until(lambda: reader.find_application(program.pid), START_SECONDS, "the gallery")
        ribbons = host.until(lambda: len(found := reader.find_ribbons(application)) == len(wanted) and found,
                             START_SECONDS, f"{len(wanted)} ribbons")
        for ribbon, one in zip(ribbons, wanted):
            notes = [*reader.complain(ribbon, one, lang), *complain_about_words(one, lang)]
            plan.result(not notes, f"{lang}: CF{one.number}", notes)
        press_details(reader, application, ribbons[0])
        plan.result(True, f"{lang}: the action of a button opens the details")
    except host.Trouble as trouble:
        plan.result(False, f"{lang}: {trouble}")
    finally:
        host.end_process(program)


def main():
    gallery = sys.argv[1]
    missing = [program for program in NEEDS if shutil.which(program) is None]
    if missing:
        tap.skip_all("not installed: " + " ".join(missing))
    os.environ.pop("AT_SPI_BUS_ADDRESS", None)
    plan = tap.Tap()
    with host.Session() as session:
        for lang in BUTTONS:
            check_language(session, gallery, lang, plan)
            check_announcements(session, gallery, lang, plan)
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
