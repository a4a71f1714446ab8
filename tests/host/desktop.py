"""desktop.py: a desktop without a person, and what every mail client with a ribbon is asked on it

    with Session() as session, SomeClient(...) as client:
        client.wait_for("Not signed")

A display, a message bus and accessibility of our own.  The ribbon is read as a
screen reader does it (AT-SPI).  Nothing is waited for by the clock alone, every
wait has an end, and only processes that were started here are ended.
"""
import contextlib
import dataclasses
import email
import email.policy
import os
import pathlib
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "whole"))  # last: it has a samples.py too
import engine as reference  # noqa: E402

ENGINE_SECONDS = 60
# A display or a message bus; on a machine with much else to do.
START_SECONDS = 60
LOADING = ("Checking the certificate…", "電子証明書を確認しています…")


class Trouble(Exception):
    """Something did not happen in time, or the host complains."""


def look(condition):
    """Its answer; none where a window went while we looked at it: the tree is another program's."""
    from gi.repository import GLib
    try:
        return condition()
    except GLib.Error as gone:
        if gone.domain != "atspi_error":
            raise
        return None


def until(condition, seconds, what):
    """Asks again and again until the answer is true; gives it back."""
    end = time.monotonic() + seconds
    while True:
        answer = look(condition)
        if answer:
            return answer
        if time.monotonic() > end:
            raise Trouble(f"{what}: not within {seconds} s")
        time.sleep(0.03)


def end_process(process, seconds=5):
    """Asks a process to end, and makes it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def read_line(stream, seconds, what):
    """What a process that was just started writes about itself."""
    if not select.select([stream], [], [], seconds)[0]:
        raise Trouble(f"{what} did not start within {seconds} s")
    line = stream.readline().decode().strip()
    if not line:
        raise Trouble(f"{what} did not start")
    return line


def start_display(spawn, size):
    """A virtual display: (its process, its name).  spawn starts a command as subprocess.Popen does; whoever calls ends it."""
    width, height = size
    reader, writer = os.pipe()
    try:
        process = spawn(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"], pass_fds=[writer])
    finally:
        os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        return process, ":" + read_line(stream, START_SECONDS, "Xvfb")


def squeeze(text):
    """Without white space: lines may be folded anywhere."""
    return "".join(text.split())


def read_subject(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return str(message["Subject"] or "")


def make_locale(home, name):
    """Environment for a locale that the system may not have; nothing where it cannot be made."""
    folder = home / "locale"
    folder.mkdir()
    made = subprocess.run(["localedef", "-i", name, "-f", "UTF-8", folder / f"{name}.UTF-8"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if made.returncode > 1 or not (folder / f"{name}.UTF-8").is_dir():
        return {}
    return {"LOCPATH": str(folder), "LC_ALL": f"{name}.UTF-8"}


class Session:
    """A display, a message bus and accessibility of our own; one for a process, since AT-SPI connects once."""

    def __init__(self, size=(1100, 760)):
        self.size = size
        self.processes = []

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="certfirst-session-"))
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self):
        run = self.folder / "run"
        run.mkdir(mode=0o700)
        self.env = {**os.environ, "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(run), "LC_ALL": "C.UTF-8",
                    "NO_AT_BRIDGE": "0", "GSETTINGS_BACKEND": "memory"}
        for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "WAYLAND_DISPLAY",
                     "AT_SPI_BUS_ADDRESS", "GDK_BACKEND", "GDK_SCALE", "GTK_THEME", "LANGUAGE"):
            self.env.pop(name, None)
        _, self.env["DISPLAY"] = start_display(self.spawn, self.size)
        self.start_bus()
        self.spawn(["openbox"])
        # AT-SPI reads the environment when it is first used.
        os.environ.update({name: self.env[name] for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")})
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
        self.atspi = Atspi
        Atspi.init()
        Atspi.set_timeout(3000, 15000)

    def spawn(self, command, **more):
        process = subprocess.Popen(command, **{"env": self.env, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL,
                                               "stderr": subprocess.DEVNULL, **more})
        self.processes.append(process)
        return process

    def spawn_bus(self, env):
        """A message bus, whose address enters env; AT-SPI's own bus stays that of the session.

        Gives its process, which ends with the session at the latest.
        """
        process = self.spawn(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, env=env)
        env["DBUS_SESSION_BUS_ADDRESS"] = read_line(process.stdout, START_SECONDS, "dbus-daemon")
        return process

    def call_a11y(self, *words):
        return subprocess.run(["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus",
                               "--method", *words], env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True,
                              timeout=60, text=True).stdout

    def start_bus(self):
        self.spawn_bus(self.env)
        self.call_a11y("org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>")
        self.env["AT_SPI_BUS_ADDRESS"] = self.call_a11y("org.a11y.Bus.GetAddress").split("'")[1]

    def __exit__(self, *_):
        for process in reversed(self.processes):
            end_process(process)
            if process.stdout:
                process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def screenshot(self, path):
        """The display, once two pictures in a row are the same."""
        command = ["import", "-silent", "-window", "root", "-depth", "8", str(path)]
        last = None
        for _ in range(10):
            subprocess.run(command, env=self.env, check=True, timeout=30, stdin=subprocess.DEVNULL)
            raw = subprocess.run(["identify", "-format", "%#", str(path)], env=self.env, check=True, timeout=30,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE).stdout
            if raw == last:
                return
            last = raw


@dataclasses.dataclass(frozen=True)
class Ribbon:
    """What a screen reader finds; window is the title of the window it is in."""
    role: str
    name: str
    description: str
    window: str


@dataclasses.dataclass
class Look:
    """How the client is to look; lang is en or ja, theme and scale are None for those of the desktop."""
    lang: str = "en"
    theme: str | None = "Adwaita"
    scale: int | None = 1
    size: tuple = (1100, 760)


@dataclasses.dataclass
class Engine:
    """Which engine, and what it judges by; user: the file that a person's own rules are written into; more: options as they are."""
    build: pathlib.Path
    anchors: pathlib.Path | None = None
    policies: tuple = ()
    user: pathlib.Path | None = None
    more: tuple = ()

    @property
    def program(self):
        return pathlib.Path(self.build, "plugin", "cli", "certfirst").resolve()

    @property
    def catalogues(self):
        return pathlib.Path(self.build, "po").resolve()

    def options(self):
        anchors = [f"--trust-anchors={pathlib.Path(self.anchors).resolve()}"] if self.anchors else []
        user = [f"--user-policy={pathlib.Path(self.user).resolve()}"] if self.user else []
        return anchors + [f"--policy={pathlib.Path(policy).resolve()}" for policy in self.policies] + user + list(self.more)

    def ask(self, mails, lang, **given):
        """What the same engine says of the same bytes, asked without any mail client: {number: report}, from 1."""
        os.environ["CERTFIRST_LOCALEDIR"] = str(self.catalogues)
        with reference.Engine(str(self.program), self.options(), ENGINE_SECONDS) as answers:
            numbered = ((number, mail.read_bytes()) for number, mail in enumerate(mails, 1))
            return dict(answers.check_all(numbered, {"place": "folder", "lang": lang, **given}))


def write_engine_wrapper(home, engine):
    """The plugin starts "PROGRAM engine"; this adds what to judge by.

    While a file of the wrapper's name with ".hold" is there, no engine comes up.
    """
    wrapper = home / "certfirst-sample-engine"
    words = " ".join("'" + str(word).replace("'", "'\\''") + "'" for word in [engine.program, "engine", *engine.options()])
    wrapper.write_text(f'#!/bin/sh\nshift\nwhile test -e "$0.hold"; do sleep 0.05; done\nexec {words} "$@"\n')
    wrapper.chmod(0o700)
    return wrapper


def prepare_env(home, engine, look, env):
    """The environment of a client with a home of its own, whose module finds the engine of this build."""
    mark = home / ".config" / "certfirst" / "mark"
    mark.parent.mkdir(parents=True)
    mark.write_text("star violet\n")
    env = {**env, "HOME": str(home), "LANGUAGE": look.lang, "CERTFIRST_LOCALEDIR": str(engine.catalogues),
           "CERTFIRST_PROGRAM": str(write_engine_wrapper(home, engine))}
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        env.pop(name, None)
    if look.theme:
        env["GTK_THEME"] = look.theme
    if look.scale:
        env["GDK_SCALE"] = str(look.scale)
    if look.lang == "ja":
        env.update(make_locale(home, "ja_JP"))
    return env


class Client:
    """A running mail client with the ribbon.

    A subclass sets application (its name for screen readers), and has session, engine, env, log and process
    (what was started), and show(number).
    """
    application = ""
    # How many times as long everything takes: under a program that watches it.
    patience = 1

    # What happens inside

    def output(self):
        return self.log.read_text(errors="replace")

    def children_of(self, parent):
        """Process ids, by the kernel's own table."""
        with contextlib.suppress(OSError):
            return [int(pid) for pid in pathlib.Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
        return []

    def engine_pid(self):
        """The engine's process, 0 for none."""
        program = str(self.engine.program).encode()
        for pid in self.children_of(self.process.pid):
            with contextlib.suppress(OSError):
                words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                if words[:2] == [program, b"engine"]:
                    return pid
        return 0

    def signal_engine(self, number):
        pid = self.engine_pid()
        if not pid:
            raise Trouble("there is no engine to signal")
        os.kill(pid, number)
        return pid

    # What a person does

    def click(self, role, name, window=None):
        """Activates the first thing of that role and name."""
        found = until(lambda: self.find(role, name, window), 60 * self.patience, f"{role} {name}")
        found.get_action_iface().do_action(0)

    def choose_menu(self, name, window=None):
        """Activates a menu item, wherever it is in the menus."""
        item = until(lambda: self.look_for(lambda node: node.get_role_name() == "menu item" and node.get_name() == name,
                                           window, whole=True), 120, f"the menu item {name}")
        item.get_action_iface().do_action(0)

    # What a screen reader sees

    def windows(self):
        desktop = self.session.atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application is not None and application.get_name() == self.application:
                return [window for k in range(application.get_child_count())
                        if (window := application.get_child_at_index(k)) is not None]
        return []

    def walk(self, node, whole=False):
        """Everything below a node; what is in menus and lists of messages only if whole."""
        roles = self.session.atspi.Role
        if node is None:
            return
        yield node
        if not whole and node.get_role() in (roles.TREE_TABLE, roles.TABLE, roles.TREE, roles.MENU_BAR):
            return
        for i in range(node.get_child_count()):
            yield from self.walk(node.get_child_at_index(i), whole)

    def is_showing(self, node):
        return node.get_state_set().contains(self.session.atspi.StateType.SHOWING)

    def everything(self, window=None, whole=False):
        for top in self.windows():
            if window is None or window in top.get_name():
                yield from self.walk(top, whole)

    def look_for(self, matches, window=None, whole=False):
        """The first thing that matches; things that go while we look are no error."""
        from gi.repository import GLib
        nodes = self.everything(window, whole)
        while True:
            try:
                node = next(nodes)
                if matches(node):
                    return node
            except StopIteration:
                return None
            except GLib.Error:
                return None

    def find(self, role, name, window=None):
        return self.look_for(lambda node: node.get_role_name() == role and node.get_name() == name and self.is_showing(node),
                             window)

    def has_text(self, text, window=None):
        """Whether a label with that text is shown."""
        return self.find("label", text, window) is not None

    def ribbons(self):
        """Those that are shown, at most one for each window."""
        from gi.repository import GLib
        roles = self.session.atspi.Role
        found = []
        with contextlib.suppress(GLib.Error):
            for window in self.windows():
                for node in self.walk(window):
                    if node.get_role() in (roles.INFO_BAR, roles.ALERT) and node != window and self.is_showing(node):
                        found.append(Ribbon(node.get_role_name(), node.get_name(), node.get_description(),
                                            window.get_name()))
                        break
        return found

    def ribbon(self):
        """The first window's, or None."""
        return next(iter(self.ribbons()), None)

    def wait_for_ribbon(self, seconds=120):
        """A ribbon that has an answer."""
        return until(lambda: (ribbon := self.ribbon()) and ribbon.name and ribbon.name not in LOADING and ribbon,
                     seconds, "a ribbon with an answer")

    def wait_for(self, name, description=None, seconds=120):
        """A ribbon with these words; the last one that was seen stands in the error."""
        seen = []

        def is_it():
            ribbon = self.ribbon()
            seen[:] = [ribbon]
            return ribbon and ribbon.name == name and description in (None, ribbon.description) and ribbon

        try:
            return until(is_it, seconds, f"the ribbon “{name}”")
        except Trouble as trouble:
            raise Trouble(f"{trouble}; there is {seen[0]}") from None

    def lose_engine(self, number):
        """The engine dies over a message: while it has the question, and again if it is asked once more."""
        hold = pathlib.Path(self.env["CERTFIRST_PROGRAM"] + ".hold")
        dead = self.signal_engine(signal.SIGSTOP)
        hold.touch()
        try:
            self.show(number)
            os.kill(dead, signal.SIGKILL)
            until(lambda: (ribbon := self.ribbon()) and ribbon.name not in ("", *LOADING) or self.kill_held_engine(),
                  120, "the loss of the engine")
        finally:
            hold.unlink()
        return dead

    def kill_held_engine(self):
        """Whether there was an engine that had not come up yet."""
        wrapper = self.env["CERTFIRST_PROGRAM"].encode()
        for pid in self.children_of(self.process.pid):
            with contextlib.suppress(OSError):
                if wrapper in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                    os.kill(pid, signal.SIGKILL)
                    return True
        return False
