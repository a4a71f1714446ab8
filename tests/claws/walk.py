"""walk.py: a random walk through Claws Mail under valgrind finds no wrong access, no leak and no growing memory

Usage: walk.py --build BUILD --samples SAMPLES [--seconds N] [--seed N] [--plain]

Somebody who never rests: other mails, folders, layouts and windows, mails
moved and deleted, the plugin's menu and preferences, the plugin unloaded and
loaded again, the engine killed.  The seed is printed, so that a walk can be
walked again.  (A build with address sanitizer hangs in this client.)
"""
import argparse
import contextlib
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import host
from desktop import until

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import tap  # noqa: E402

NEEDS = ["claws-mail", "Xvfb", "dbus-daemon", "gdbus", "openbox", "xdotool", "valgrind"]
SUPPRESSIONS = pathlib.Path(__file__).with_name("valgrind.supp")
OURS = re.compile(r"\bcf_\w+|certfirst\.so")
WRONG = re.compile(r"Invalid (?:read|write|free)|Mismatched free|Process terminating|Jump to the invalid|overlap in")
LEAK = re.compile(r"are definitely lost")
# Entries of the client's menu that have no key of their own get one: a menu is
# not looked for by AT-SPI, where each of hundreds of entries is a question.
KEYS = {
    "Menu/View/Layout/Standard": "F5", "Menu/View/Layout/ThreeColumns": "F6", "Menu/View/Layout/WideMessage": "F7",
    "Menu/View/Layout/WideMessageList": "F8", "Menu/Configuration/Plugins": "F9", "Menu/Configuration/Preferences": "F10",
    "Menu/Message/Delete": "F11", "Certfirst/CertfirstMeanings": "F3", "Certfirst/CertfirstChooseMark": "F4",
}
MODIFIERS = "<Primary><Shift>"
SENT, TRASH, INBOX = "sent", "trash", "inbox"
COPIES = 8  # of each sample: mails go as the walk goes on
MAIN = "Claws Mail"
SLACK_KIB = 4_000  # what the client keeps of a mail or a window, such as pictures and fonts


def press(name):
    return f"ctrl+shift+{KEYS[name]}"


class Walker(host.Claws):
    """Claws Mail with a key for everything, that asks nothing back."""
    common = ("live_dangerously=1",)
    patience = 40  # everything takes that many times as long, on a machine that does something else

    def prepare(self):
        super().prepare()
        settings = self.home / ".claws-mail"
        (settings / "menurc").write_text("".join(
            f'(gtk_accel_path "<Actions>/{name}" "{MODIFIERS}{key}")\n' for name, key in KEYS.items()))

    def answers(self):
        """Whether its main loop runs: it answers a question of another process."""
        return self.command("--status").returncode == 0


class Walk:
    """One step after the other, each a key or a word to the client, chosen by dice."""

    def __init__(self, claws, dice):
        self.claws, self.dice = claws, dice
        self.counts = {}
        self.misses = []
        self.steps = {self.another_mail: 30, self.key: 8, self.folder: 8, self.move: 5, self.delete: 4, self.layout: 5,
                      self.window: 5, self.ours: 12, self.windows_of_ours: 3, self.preferences: 2, self.kill_engine: 2, self.reload: 2}

    def keys(self, *names):
        """Into the main window, one after the other.

        A window of a mail is left alone: closed by a key while it shows another mail, in a main loop of its own, the
        client frees it and goes on with it (4.1.1).
        """
        main = [number for number, title in self.windows().items() if MAIN in title][:1]
        for name in names:
            subprocess.run(["xdotool", "windowactivate", "--sync", *main, "key", "--clearmodifiers", name], env=self.claws.env,
                           check=False, timeout=60, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            until(self.claws.answers, 300, f"an answer after {name}")

    def windows(self):
        """{id: title}, asked of the display: it answers at once."""
        ask = ["xdotool", "search", "--onlyvisible", "--class", "laws-mail"]
        ids = subprocess.run(ask, env=self.claws.env, check=False, timeout=120, capture_output=True, text=True).stdout.split()
        titles = subprocess.run([*ask, "getwindowname", "%@"], env=self.claws.env, check=False, timeout=120, capture_output=True,
                                text=True).stdout.splitlines()
        return {number: title for number, title in zip(ids, titles) if title != "claws-mail"}

    def others(self):
        return {number: title for number, title in self.windows().items() if MAIN not in title}

    def tidy(self):
        """No window but the main one, which has the keys."""
        def close_all():
            for number in self.others():
                until(self.claws.answers, 300, "an answer")
                subprocess.run(["xdotool", "windowactivate", number, "key", "Escape"], env=self.claws.env, check=False, timeout=120,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return self.claws.answers() and not self.others()
        until(close_all, 300, f"only the main window, there are {self.others()}")

    # What somebody does

    def another_mail(self, folder=INBOX):
        for _ in range(self.dice.randint(1, 3)):
            self.claws.select(self.dice.randint(1, len(self.claws.mails)), folder)

    def key(self):
        self.keys(*self.dice.choices(["Down", "Up", "Next", "n", "p", "ctrl+u", "Escape"], k=3))

    def folder(self):
        self.claws.select(0, self.dice.choice([SENT, TRASH]))
        self.claws.select(1, TRASH)
        self.another_mail()

    def move(self):
        """To the trash."""
        self.another_mail()
        self.keys("ctrl+d")

    def delete(self):
        self.another_mail()
        self.keys(press("Menu/Message/Delete"))

    def layout(self):
        self.keys(press(self.dice.choice([name for name in KEYS if "Layout" in name])))

    def window(self):
        self.keys("ctrl+alt+n")
        until(self.claws.answers, 300, "an answer")
        self.another_mail()

    def ours(self):
        """What the plugin does about the mail that is shown."""
        self.keys(f"ctrl+alt+{self.dice.choice('circp')}")
        self.another_mail()

    def windows_of_ours(self):
        self.keys(press(self.dice.choice(["Certfirst/CertfirstMeanings", "Certfirst/CertfirstChooseMark"])))

    def opens(self, name, title):
        """A key that comes while another window goes is lost."""
        def pressed():
            self.keys(press(name))
            with contextlib.suppress(host.Trouble):
                return until(lambda: title in self.others().values(), 20, title)
        self.tidy()
        until(pressed, 300, f"the window {title}")

    def preferences(self):
        self.opens("Menu/Configuration/Preferences", "Preferences")

    def kill_engine(self):
        if self.claws.engine_pid():
            self.claws.signal_engine(signal.SIGKILL)

    def reload(self):
        self.opens("Menu/Configuration/Plugins", "Plugins")
        self.claws.unload_chosen("Certfirst")
        self.another_mail()
        self.opens("Menu/Configuration/Plugins", "Plugins")
        self.claws.load_chosen()

    def step(self, chosen=None):
        from gi.repository import GLib
        chosen = chosen or self.dice.choices(list(self.steps), list(self.steps.values()))[0]
        self.counts[chosen.__name__] = self.counts.get(chosen.__name__, 0) + 1
        start = time.monotonic()
        try:
            chosen()
        except (host.Trouble, subprocess.SubprocessError, AttributeError, GLib.Error) as trouble:
            # What went meanwhile cannot be pressed: a person would not notice.
            self.misses.append(f"{chosen.__name__}: {trouble}")
            if self.claws.process.poll() is not None:
                raise host.Trouble(f"Claws Mail ended in {chosen.__name__}") from None
        until(self.claws.answers, 300, f"an answer after {chosen.__name__}")
        if self.dice.random() < 0.4 or len(self.others()) > 3:
            self.tidy()
        print(f"# {chosen.__name__} {time.monotonic() - start:.1f} s", file=sys.stderr, flush=True)


def read_memory(claws):
    """KiB that the client has allocated and not freed, as valgrind counts them; without valgrind, what the kernel counts."""
    pid = claws.process.pid
    if not claws.under:
        return int(re.search(r"RssAnon:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])
    told = subprocess.run(["vgdb", f"--vgdb-prefix={claws.session.folder / 'vgdb'}", f"--pid={pid}", "leak_check", "summary"],
                          env=claws.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=600).stdout
    counts = re.findall(r"(?:lost|reachable|suppressed): ([\d,]+) (?:\([-+\d,]+\) )?bytes", told)
    if len(counts) != 5:
        raise host.Trouble(f"valgrind says no numbers: {told}")
    return sum(int(count.replace(",", "")) for count in counts) // 1024


def walk(walker, seconds):
    """Memory when each step was done once, at half of the time that is left, and at the end, each with nothing open."""
    def measure():
        walker.tidy()
        walker.claws.select(0, SENT)
        until(walker.claws.answers, 300, "an answer")
        return read_memory(walker.claws)

    start = time.monotonic()
    for first in list(walker.steps):
        walker.step(first)
    memory = [measure()]
    rest, begin = max(start + seconds - time.monotonic(), seconds / 4), time.monotonic()
    for share in (0.5, 1):
        while time.monotonic() < begin + rest * share:
            walker.step()
        memory.append(measure())
    return memory


def blocks(log):
    """The messages of valgrind, one text each."""
    lines = [re.sub(r"^==\d+== ?", "", line) for line in log.read_text(errors="replace").splitlines()]
    return [block for block in "\n".join(lines).split("\n\n") if block.strip()]


def judge_log(plan, log):
    found = blocks(log)
    summaries = [block for block in found if "ERROR SUMMARY" in block]
    plan.result(len(summaries) == 1, "valgrind looked to the end", summaries)
    wrong = [block for block in found if WRONG.search(block)]
    ours = [block for block in wrong if OURS.search(block)]
    print(f"# {len(wrong) - len(ours)} wrong accesses without a function of ours: see {log.name}", flush=True)
    plan.result(not ours, "no wrong access of ours", "\n".join(ours).splitlines()[:80])
    leaks = [block for block in found if LEAK.search(block) and OURS.search(block)]
    plan.result(not leaks, "no leak of ours", "\n".join(leaks).splitlines()[:120])


def judge_walk(plan, walker, seconds, seed):
    try:
        memory = walk(walker, seconds)
    except host.Trouble as trouble:
        plan.result(False, "the walk comes to its end", [str(trouble)])
        return
    steps = sum(walker.counts.values())
    print(f"# seed {seed}: {steps} steps {walker.counts}, {len(walker.misses)} of them not possible; "
          f"memory {memory} KiB", flush=True)
    plan.result(len(walker.misses) * 4 <= steps, "most steps were possible", walker.misses)
    first, second = memory[1] - memory[0], memory[2] - memory[1]
    plan.result(second <= max(first, 0) + SLACK_KIB, "memory is stable", [f"{first} KiB more in the first half, {second} KiB in the second"])


def judge_end(plan, claws):
    """After all that a mail has its ribbon, and the client ends."""
    claws.select(2)
    try:
        claws.wait_for_ribbon(300)
        plan.result(True, "after the walk a mail has its ribbon")
    except host.Trouble as trouble:
        plan.result(False, "after the walk a mail has its ribbon", [str(trouble)])
    with contextlib.suppress(subprocess.SubprocessError):
        claws.command("--exit")
    with contextlib.suppress(subprocess.TimeoutExpired):
        claws.process.wait(600)
    plan.result(claws.process.returncode == 0, "Claws Mail ends", [f"exit status {claws.process.returncode}"])
    criticals = [line for line in claws.output().splitlines() if "certfirst" in line and "CRITICAL" in line]
    plan.result(not criticals, "it complains of nothing of ours", criticals)


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--samples", type=pathlib.Path, required=True)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--plain", action="store_true", help="without valgrind: many more steps")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    return parser.parse_args()


def main():
    options = parse_arguments()
    missing = [program for program in NEEDS if not shutil.which(program)]
    if missing and not os.environ.get("CI"):
        tap.skip_all(f"not installed: {' '.join(missing)}")

    plan = tap.Tap()
    engine = host.Engine(options.build, options.samples / "anchors.pem", (options.samples / "policy.policy",))
    mails = sorted((options.samples / "inbox").iterdir(), key=lambda path: int(path.name)) * COPIES
    log = options.build / "meson-logs" / f"claws-walk-{options.seconds}.log"
    log.write_text("")
    under = ["valgrind", "--undef-value-errors=no", "--leak-check=full", "--show-leak-kinds=definite", "--num-callers=30",
             f"--suppressions={SUPPRESSIONS}", f"--log-file={log.resolve()}"]
    with host.Session() as session:
        under.append(f"--vgdb-prefix={session.folder / 'vgdb'}")
        session.env.update(G_SLICE="always-malloc", G_DEBUG="gc-friendly")
        with Walker(session, engine, mails, under=() if options.plain else under) as claws:
            judge_walk(plan, Walk(claws, random.Random(options.seed)), options.seconds, options.seed)
            judge_end(plan, claws)
    if not options.plain:
        judge_log(plan, log)
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
