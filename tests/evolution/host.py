"""host.py: Evolution without a person: its own home, message bus and accounts

    with Session() as session, Evolution(session, engine, mails) as evolution:
        evolution.show(3)
        evolution.wait_for("Not signed")

Each start has a message bus of its own, because Evolution's helpers outlive
it.  The module is found by EDS_EXTRA_PREFIXES in the build's own folder.  What
every mail client has in common is in tests/host/desktop.py.
"""
import contextlib
import email
import email.utils
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import checks  # noqa: E402
import desktop  # noqa: E402
from desktop import Engine, Look, Session, Trouble, end_process, read_subject, squeeze, until  # noqa: E402, F401

LOADING = desktop.LOADING
MODULE = "module-certfirst.so"
MODULES = "lib/evolution/modules"
START_SECONDS = 120
DETAILS = {"en": "Details", "ja": "詳細"}
SETTINGS = """
[org/gnome/evolution]
default-address-book='system-address-book'

[org/gnome/evolution/shell]
start-offline=false

[org/gnome/evolution/mail]
show-startup-wizard=false
prompt-check-if-default-mailer=false
show-to-do-bar=false
layout={layout}
mark-seen-timeout=0
send-recv-on-start=true
send-recv-all-on-start=true
composer-mode='plain-text'

[org/gnome/desktop/interface]
toolkit-accessibility=true
enable-animations=false
"""
# One search folder: what has a text in its subject.
SEARCH = """<rule enabled="true" grouping="all" source="specific"><title>{title}</title><partset><part name="subject">
<value name="subject-type" type="option" value="contains"/><value name="subject" type="string"><string>{text}</string></value>
</part></partset><sources>{folders}</sources></rule>"""
# An account with an identity of its own; without one Evolution neither sends nor receives.
SOURCES = {
    "me-account": """
        [Data Source]
        DisplayName=Me
        Enabled=true
        Parent=

        [Mail Account]
        BackendName=mbox
        IdentityUid=me-identity

        [Mbox Backend]
        Path={home}/Mbox

        [Refresh]
        Enabled=false
        """,
    "me-identity": """
        [Data Source]
        DisplayName=Me
        Enabled=true
        Parent=me-account

        [Mail Identity]
        Address=me@example.net
        Name=Me
        """,
}


def read_date(path):
    """Seconds since 1970 of the Date field, as the list of messages sorts by; 0 for none."""
    message = email.message_from_bytes(path.read_bytes())
    with contextlib.suppress(TypeError, ValueError):
        return email.utils.parsedate_to_datetime(str(message["Date"])).timestamp()
    return 0


def write_sources(home, more):
    folder = home / ".config" / "evolution" / "sources"
    folder.mkdir(parents=True)
    for name, text in {**SOURCES, **more}.items():
        (folder / f"{name}.source").write_text(textwrap.dedent(text).lstrip().replace("{home}", str(home)))


def make_maildir(folder):
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True)
    return folder


def write_mails(home, mails):
    """"On This Computer": the maildir itself is the Inbox, a folder is ".Name"."""
    root = make_maildir(home / ".local" / "share" / "evolution" / "mail" / "local")
    (root / "..maildir++").write_text("maildir++ 1")  # else Evolution takes the dots for parts of the names
    by_folder = mails if isinstance(mails, dict) else {"Inbox": mails}
    for name in ("Outbox", "Drafts", "Sent", "Templates"):
        make_maildir(root / f".{name}")
    for name, paths in by_folder.items():
        folder = root if name == "Inbox" else root / f".{name}"
        if not folder.exists():
            make_maildir(folder)
        for number, mail in enumerate(paths, 1):
            shutil.copyfile(mail, folder / "cur" / f"{number}.M1.host:2,S")


class Checks(checks.Checks):
    """What every test of Evolution asks."""

    def ends_cleanly(self, evolution):
        engine = evolution.engine_pid()
        status = evolution.stop()
        assert status == 0, f"exit status {status}"
        until(lambda: not engine or not os.path.exists(f"/proc/{engine}"), 60, "the end of the engine")
        ours = [line for line in evolution.output().splitlines() if "certfirst" in line.replace(str(evolution.home), "").lower()]
        assert not ours, "\n".join(ours)

    def opens_folder(self, evolution, folder, count=1):
        """Evolution reads a local folder when it is told to, and lists what it read when it is opened again."""
        evolution.open_folder(folder)
        with contextlib.suppress(Trouble):
            return until(lambda: evolution.count_rows() == count, 2, "its mail")
        evolution.keys("F5")
        evolution.open_folder("Inbox")
        return False


class Evolution(desktop.Client):
    """One running Evolution with the module.

    mails: paths, or {folder of "On This Computer": paths}; sources: more accounts, {name: text};
    start: the folder's URI and the message that are selected first; mbox: the inbox of the account "Me";
    keys: (file, password) of PKCS #12 files that Evolution has;
    searches: {name of a search folder: (text of subjects, [account/folder])}
    """
    application = "evolution"

    def __init__(self, session, engine, mails, look=Look(), sources=None, layout=1,
                 start=("folder://local/Inbox", "1.M1.host"), mbox=b"", keys=(), searches=None):
        self.session = session
        self.engine = engine
        self.mails = mails
        self.look = look
        self.sources = sources or {}
        self.layout = layout
        self.begin = start
        self.mbox = mbox
        self.keys_to_import = keys
        self.searches = searches or {}

    @contextlib.contextmanager
    def own_home(self):
        """Everything that it needs, and env to start words() in; removed afterwards."""
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="certfirst-evolution-"))
        try:
            self.prepare()
            yield
        finally:
            shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        self.process = None
        self.bus = None
        self.stack = contextlib.ExitStack()
        self.stack.enter_context(self.own_home())
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def prepare(self):
        self.log = self.home / "log"
        modules = self.home / "prefix" / MODULES
        modules.mkdir(parents=True)
        (modules / MODULE).symlink_to(pathlib.Path(self.engine.build, "plugin", "evolution", MODULE).resolve())
        write_sources(self.home, self.sources)
        write_mails(self.home, self.mails)
        (self.home / "Mbox").mkdir()
        (self.home / "Mbox" / "Inbox").write_bytes(self.mbox)
        settings = self.home / ".config" / "glib-2.0" / "settings" / "keyfile"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS.format(layout=self.layout))
        for name in ("preview-plugins", "webkit-editor-plugins"):  # else two warnings about WebKit's sandbox
            (self.home / ".local" / "share" / "evolution" / name).mkdir(parents=True)
        self.write_searches()
        self.have_no_keyring()
        self.select_at_start(*self.begin)
        env = {**self.session.env, "EDS_EXTRA_PREFIXES": str(self.home / "prefix"), "GSETTINGS_BACKEND": "keyfile",
               "GIO_USE_VFS": "local", "GIO_USE_NETWORK_MONITOR": "base", "LIBGL_ALWAYS_SOFTWARE": "1",
               "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
        self.env = desktop.prepare_env(self.home, self.engine, self.look, env)
        self.trust_anchors()

    def have_no_keyring(self):
        """Else the desktop's own would ask for a password of its own, in a window before the others."""
        services = self.home / ".local" / "share" / "dbus-1" / "services"
        services.mkdir(parents=True)
        for name in ("org.freedesktop.secrets", "org.gnome.keyring"):
            (services / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec=/bin/false\n")

    def write_searches(self):
        """Search folders of the person's own."""
        path = self.home / ".config" / "evolution" / "mail" / "vfolders.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        rules = "".join(SEARCH.format(title=title, text=text, folders="".join(
            f'<folder include-subfolders="false" uri="folder://{folder}"/>' for folder in folders))
            for title, (text, folders) in self.searches.items())
        path.write_text(f'<?xml version="1.0"?>\n<filteroptions><ruleset>{rules}</ruleset></filteroptions>\n')

    def trust_anchors(self):
        """Evolution's own line about a signature knows the authorities of the samples too."""
        if self.engine.anchors is None or not shutil.which("certutil"):
            return
        folder = self.home / ".pki" / "nssdb"
        folder.mkdir(parents=True)
        store = ["-d", f"sql:{folder}"]
        subprocess.run(["certutil", "-N", *store, "--empty-password"], check=True, stdout=subprocess.DEVNULL)
        roots = pathlib.Path(self.engine.anchors).read_text().split("-----END CERTIFICATE-----")[:-1]
        for number, root in enumerate(roots):
            subprocess.run(["certutil", "-A", *store, "-a", "-t", "CT,C,C", "-n", f"root {number}"], check=True,
                           input=root[root.index("-----BEGIN"):] + "-----END CERTIFICATE-----\n", text=True,
                           stdout=subprocess.DEVNULL)
        for path, password in self.keys_to_import:
            subprocess.run(["pk12util", "-i", path, *store, "-W", password, "-K", ""], check=True, stdout=subprocess.DEVNULL)

    def select_at_start(self, folder, message):
        state = self.home / ".config" / "evolution" / "mail" / "state.ini"
        state.parent.mkdir(parents=True, exist_ok=True)
        state.write_text(f"[Folder Tree]\nSelected={folder}\n\n[Folder {folder}]\nSelectedMessage={message}\n")

    def words(self):
        width, height = self.look.size
        return ["evolution", "-c", "mail", "--geometry", f"{width}x{height}+0+0"]

    def start(self):
        self.bus = self.session.spawn_bus(self.env)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.words(), env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until(self.is_ready, START_SECONDS, "the window of Evolution")

    def is_ready(self):
        if self.process.poll() is not None:
            raise Trouble(f"Evolution ended:\n{self.output()}")
        return bool(self.windows()) and MODULE in pathlib.Path(f"/proc/{self.process.pid}/maps").read_text()

    def stop(self):
        """As a person closes it; gives the exit status."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(subprocess.SubprocessError):
                self.command("--quit")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(30)
            end_process(self.process)
        if self.bus is not None:
            end_process(self.bus)
        return self.process.returncode if self.process is not None else None

    def __exit__(self, *_):
        self.stop()
        self.stack.close()

    def command(self, *words):
        """Tells the running Evolution something."""
        return subprocess.run(["evolution", *words], env=self.env, timeout=60, check=False, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    # What a person does

    def open_inbox(self):
        """The local inbox with all its mails."""
        mails = self.mails["Inbox"] if isinstance(self.mails, dict) else self.mails
        if mails:
            until(lambda: self.count_rows() == len(mails), 60, f"{len(mails)} messages in the list")

    def rows(self):
        """The list of messages and how many columns it has; (None, 0) without one."""
        for node in self.everything(whole=True):
            if node.get_role_name() == "tree table" and node.get_child_count() and node.get_child_at_index(0).get_name() \
                    and self.is_showing(node):
                headers = 0
                while headers < node.get_child_count() and \
                        node.get_child_at_index(headers).get_role_name() == "table column header":
                    headers += 1
                if headers > 1:
                    return node, headers
        return None, 0

    def count_rows(self):
        node, columns = self.rows()
        return node.get_child_count() // columns - 1 if node else 0

    def select_row(self, row):
        """Rows count from 0, headers apart."""
        node, columns = self.rows()
        node.get_child_at_index(columns * (row + 1) + columns - 1).grab_focus()

    def order(self, mails):
        """The list shows the oldest first."""
        return sorted(range(len(mails)), key=lambda i: (read_date(mails[i]), i))

    def show(self, number):
        """Selects a message of the first folder, counted from 1 in the order of the mails that were given."""
        mails = self.mails["Inbox"] if isinstance(self.mails, dict) else self.mails
        self.select_row(self.order(mails).index(number - 1))

    def has_listed(self, uid):
        """Whether the module takes what comes after this number for an arrival: the server's folder is listed up to there."""
        kept = self.home / ".local" / "share" / "certfirst" / "arrivals-evolution.json"
        found = re.findall(r'"highest"\s*:\s*(\d+)', kept.read_text(encoding="utf-8")) if kept.exists() else []
        return any(int(number) >= uid for number in found)

    def open_folder(self, name, nth=0):
        """Selects a folder in the tree; nth counts those of that name from above."""
        cells = until(lambda: self.find_cells(name)[nth:], 60, f"the folder {name}")
        self.press_on(cells[0])

    def find_cells(self, name):
        return [node for node in self.everything(whole=True) if node.get_role_name() == "table cell"
                and (node.get_name() == name or node.get_name().startswith(f"{name} ("))
                and node.get_parent().get_role_name() == "table cell"]

    def close_window(self, title):
        item = until(lambda: self.look_for(lambda node: node.get_role_name() == "menu item"
                                           and node.get_name().startswith("Close"), title, whole=True), 10, "Close in the menu")
        item.get_action_iface().do_action(0)

    def open_preferences(self):
        """Our page of Evolution's preferences, in English."""
        self.choose_menu("Preferences")
        row = until(lambda: self.look_for(lambda node: node.get_role_name() == "label" and node.get_name() == "Certfirst",
                                          "Evolution Preferences", whole=True), 30, "Certfirst in the preferences")
        until(lambda: self.is_showing(row), 10, "the list of pages")
        self.press_on(row)

    def press_on(self, node):
        """The first button of the mouse, in the middle of something."""
        place = node.get_component_iface().get_extents(self.session.atspi.CoordType.SCREEN)
        x, y = place.x + place.width // 2, place.y + place.height // 2
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], env=self.env, check=True, timeout=60,
                       stdin=subprocess.DEVNULL)

    def keys(self, *names):
        """Pressed where the focus is."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", *names], env=self.env, check=True, timeout=60,
                       stdin=subprocess.DEVNULL)

    def has_body(self, text):
        """Whether the body of the mail in the pane has that text."""
        def matches(node):
            return node.get_role_name() in ("section", "paragraph", "static", "heading") and \
                text in self.session.atspi.Text.get_text(node, 0, -1)
        return self.look_for(matches) is not None

    def report(self):
        """The report of the mail that is shown, as the details give it to the help desk, redacted."""
        self.click("push button", DETAILS[self.look.lang])
        try:
            return until(self.read_report, 20, "the report in the details")
        finally:
            until(lambda: not any("Certfirst" in window.get_name() for window in self.windows()) or self.keys("Escape"), 30,
                  "the details gone")

    def read_report(self):
        node = self.look_for(lambda node: node.get_role_name() == "text" and "certfirst" in
                             self.session.atspi.Text.get_text(node, 0, 40), "Certfirst")
        return json.loads(self.session.atspi.Text.get_text(node, 0, -1)) if node else None
