"""host.py: Claws Mail without a person: its own home, display and message bus

    with Session() as session, Claws(session, mails=[...], build="build") as claws:
        claws.select(1)
        ribbon = claws.wait_for_ribbon()

What every mail client has in common is in tests/host/desktop.py, and how promises become TAP in tests/host/checks.py.
"""
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import checks  # noqa: E402
import desktop  # noqa: E402
from desktop import Engine, Look, Session, Trouble, end_process, read_subject, squeeze, until  # noqa: E402, F401

NEEDS = ["claws-mail", "Xvfb", "dbus-daemon", "gdbus", "openbox", "import", "identify"]
SIZE = (1100, 760)
LOADING = desktop.LOADING
MAILBOX = "#mh/Mailbox"
FOLDERS = {"inbox": "inbox", "sent": "outbox", "draft": "draft", "queue": "queue", "trash": "trash"}

CLAWSRC = """[Common]
config_version=4
enable_aspell=0
layout_mode=0
mainwin_x=0
mainwin_y=0
mainwin_width={width}
mainwin_height={height}
mainwin_maximised=0
folderview_width=150
summaryview_height={list_height}
show_searchbar=0
summary_quicksearch_sticky=0
check_on_startup=0
ask_confirm_quit=0
clean_on_exit=0
warn_queued_on_exit=0
ask_override_colorlabel=0
toolbar_style=0

[Plugins_GTK3]
{plugin}
"""
ACCOUNTRC = """[Account: 1]
config_version=4
account_name=Test
is_default=1
name=Me
address=me@example.net
protocol=0
receive_server=127.0.0.1
user_id=me
inbox=#mh/Mailbox/inbox
"""


def write_home(home, mails, plugin, size):
    """A home for Claws Mail: settings, one account, mails as files 1, 2, … of the inbox.

    mails: paths, or a dictionary {folder: [paths]}
    """
    settings = home / ".claws-mail"
    settings.mkdir()
    width, height = size
    (settings / "clawsrc").write_text(CLAWSRC.format(width=width, height=height, list_height=height // 4, plugin=plugin))
    (settings / "accountrc").write_text(ACCOUNTRC)
    folders = "".join(f'<folderitem type="{kind}" name="{name}" path="{name}"/>\n' for name, kind in FOLDERS.items())
    (settings / "folderlist.xml").write_text(
        '<?xml version="1.0"?>\n<folderlist config_version="4">'
        f'<folder type="mh" name="Mailbox" path="Mail">\n{folders}</folder></folderlist>\n')
    by_folder = mails if isinstance(mails, dict) else {"inbox": mails}
    for name in FOLDERS:
        folder = home / "Mail" / name
        folder.mkdir(parents=True)
        for number, mail in enumerate(by_folder.get(name, []), 1):
            shutil.copyfile(mail, folder / str(number))


def prepare_home(home, engine, mails, look, env):
    """Everything that a Claws Mail with our plugin needs; gives the environment to start it in."""
    plugin = pathlib.Path(engine.build, "plugin", "claws", "certfirst.so").resolve()
    write_home(home, mails, plugin, look.size)
    return desktop.prepare_env(home, engine, look, env)


class Claws(desktop.Client):
    """One running Claws Mail with the plugin.

    plugins: names of the client's own that are loaded too
    common: more lines of its settings
    under: words of a program to run it under, such as valgrind
    """
    application = "claws-mail"
    plugins = ()
    common = ()

    def __init__(self, session, engine, mails, look=Look(), under=()):
        self.under = under
        self.session = session
        self.engine = engine
        self.mails = mails
        self.look = look

    def __enter__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="certfirst-claws-"))
        self.process = None
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def prepare(self):
        """The home; a subclass adds accounts and folders to it."""
        self.env = prepare_home(self.home, self.engine, self.mails, self.look, self.session.env)
        self.add_settings()

    def add_settings(self):
        folder = subprocess.run(["pkg-config", "--variable=plugindir", "claws-mail"], stdout=subprocess.PIPE, check=True, timeout=60,
                                text=True).stdout.strip()
        settings = self.home / ".claws-mail" / "clawsrc"
        settings.write_text(settings.read_text().replace(
            "[Plugins_GTK3]\n", "[Plugins_GTK3]\n" + "".join(f"{folder}/{name}.so\n" for name in self.plugins)).replace(
            "[Common]\n", "[Common]\n" + "".join(f"{line}\n" for line in self.common)))

    def start(self):
        self.log = self.home / "log"
        self.prepare()
        self.launch()

    def restart(self):
        """Ended as a person does it, and opened again in the same home."""
        self.command("--exit")
        self.process.wait(120)
        self.launch()

    def launch(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([*self.under, "claws-mail", "--select", f"{MAILBOX}/inbox/1"], env=self.env,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until(self.is_ready, max(120, 30 * self.patience), "the window of Claws Mail")
        # Until then it may still select its first message, over one that we asked for.
        until(lambda: self.shows(1), max(120, 60 * self.patience), "the first message")

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(subprocess.SubprocessError):
                self.command("--exit")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
            end_process(self.process)
        shutil.rmtree(self.home, ignore_errors=True)

    # What happens inside

    def is_ready(self):
        if self.process.poll() is not None or "plugin loading error" in self.output():
            raise Trouble(f"Claws Mail ended or refused the plugin:\n{self.output()}")
        titles = [window.get_name() for window in self.windows()]
        if any(title in ("Warning", "Notice", "Error") for title in titles):
            raise Trouble(f"Claws Mail asks something: {titles}\n{self.output()}")
        return bool(titles)

    # What a person does

    def command(self, *words):
        """Tells the running Claws Mail something; a second one would wait for ever, so there is a limit."""
        return subprocess.run(["claws-mail", *words], env=self.env, timeout=max(120, 30 * self.patience), check=False, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def select(self, number, folder="inbox"):
        self.command("--select", f"{MAILBOX}/{folder}/{number}" if number else f"{MAILBOX}/{folder}")

    def shows(self, number):
        """Whether the text of a message of the inbox is shown."""
        subject = squeeze(read_subject(self.home / "Mail" / "inbox" / str(number)))
        text = squeeze(self.message_text())
        return text and subject in text

    def show(self, number):
        """Selects a message of the inbox and waits until its text is shown."""
        self.select(number)
        until(lambda: self.shows(number), 120, f"the text of message {number}")

    def unload_plugin(self, name):
        """As a person does in the Plugins window."""
        self.choose_menu("Plugins...")
        self.unload_chosen(name)

    def unload_chosen(self, name):
        """In the Plugins window, which is open."""
        row = until(lambda: self.look_for(lambda node: node.get_role_name() == "table cell" and node.get_name() == name,
                                          "Plugins", whole=True), 10 * self.patience, f"{name} among the plugins")
        row.get_component_iface().grab_focus()
        self.click("push button", "Unload", "Plugins")
        self.click("push button", "Close", "Plugins")

    def press(self, name, window):
        """With the mouse: what runs a main loop of its own inside an action of AT-SPI is deaf to AT-SPI."""
        button = until(lambda: self.find("push button", name, window), 15 * self.patience, f"the button {name}")
        box = self.session.atspi.Component.get_extents(button, self.session.atspi.CoordType.SCREEN)
        subprocess.run(["xdotool", "mousemove", str(box.x + box.width // 2), str(box.y + box.height // 2), "click", "1"],
                       env=self.env, check=True, timeout=20 * self.patience)

    def load_plugin(self):
        """As a person does in the Plugins window, which asks for a file."""
        self.choose_menu("Plugins...")
        self.load_chosen()

    def load_chosen(self):
        """In the Plugins window, which is open."""
        plugin = pathlib.Path(self.engine.build, "plugin", "claws", "certfirst.so").resolve()

        def asks():
            return any("to load" in window.get_name() for window in self.windows())
        self.press("Load...", "Plugins")
        until(asks, 30 * self.patience, "the window that asks for a plugin")
        subprocess.run(["xdotool", "type", "--delay", "20", str(plugin)], env=self.env, check=True, timeout=60 * self.patience)
        subprocess.run(["xdotool", "key", "Return"], env=self.env, check=True, timeout=20 * self.patience)
        until(lambda: not asks(), 30 * self.patience, "the file chosen")
        self.click("push button", "Close", "Plugins")

    def find_labelled(self, colour, folder=f"{MAILBOX}/inbox"):
        """Numbers of the messages with a colour label, as Claws Mail itself finds them."""
        found = subprocess.run(["claws-mail", "--search", folder, "e", f"colorlabel {colour}"], env=self.env, timeout=120,
                               check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return sorted(int(line.rsplit("/", 1)[1]) for line in found.stdout.decode().splitlines()
                      if line.rsplit("/", 1)[-1].isdigit())

    # What a screen reader sees

    def message_text(self, window=None):
        """What the text pane shows, header included."""
        roles = self.session.atspi.Role
        node = self.look_for(lambda node: node.get_role() == roles.TEXT and self.is_showing(node)
                             and node.get_parent().get_role() == roles.SCROLL_PANE, window)
        return self.session.atspi.Text.get_text(node, 0, -1) if node else ""


class Checks(checks.Checks):
    """A subclass has a method for each promise, and run_promises ()."""

    def __init__(self, session, engine, mails, out):
        super().__init__(f"claws-{type(self).__name__.lower()}", session, engine, out)
        self.mails = mails

    def run_all(self, folder):
        self.folder = folder
        self.run_promises()
        return self.plan.finish()

    @contextlib.contextmanager
    def opened(self, claws, end="Claws Mail ends cleanly"):
        """A client for some promises, that ends cleanly after them."""
        with claws:
            yield claws
            self.run(end, self.ends_cleanly, claws)

    def ends_cleanly(self, claws):
        engine = claws.engine_pid()
        claws.command("--exit")
        until(lambda: claws.process.poll() is not None, 120, "the end of Claws Mail")
        assert claws.process.returncode == 0, f"exit status {claws.process.returncode}"
        until(lambda: not engine or not os.path.exists(f"/proc/{engine}"), 120, "the end of the engine")
        ours = [line for line in claws.output().splitlines() if "certfirst" in line.lower() and "CRITICAL" in line]
        assert not ours, "\n".join(ours)


def main(kind, needs=()):
    """Runs a subclass of Checks: --build BUILD --samples SAMPLES."""
    return checks.main(kind, [*NEEDS, *needs], SIZE)
