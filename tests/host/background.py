"""background.py: what a mail client does with the engine while nobody opens a mail"""
import contextlib
import json
import sqlite3
import subprocess

from desktop import end_process, until


class History:
    """Beside Client, which has home."""

    def read_history(self):
        """{canonical hash: moment of arrival or None} of every mail that the engine judged."""
        path = self.home / ".local" / "share" / "certfirst" / "ledger.db"
        if not path.exists():
            return {}
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as ledger:
            with contextlib.suppress(sqlite3.OperationalError):
                return dict(ledger.execute("SELECT sha256, arrived FROM messages"))
        return {}


class Notifications:
    """A notification daemon of our own on the session's message bus: keeps what it is told, and answers when others have come."""
    PROGRAM = r"""
import json
from gi.repository import Gio, GLib
NODE = Gio.DBusNodeInfo.new_for_xml('''<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/>
<arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method></interface></node>''')
def call(connection, sender, path, interface, method, arguments, invocation):
    if method == "Notify":
        print(json.dumps([arguments.unpack()[i] for i in (1, 3, 4)]), flush=True)
        GLib.timeout_add(500, lambda: invocation.return_value(GLib.Variant("(u)", (1,))))
    else:
        invocation.return_value(GLib.Variant("(as)", ([],)))
def ready(connection, name):
    connection.register_object("/org/freedesktop/Notifications", NODE.interfaces[0], call)
Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.Notifications", 0, ready, lambda *_: print("ready", flush=True), None)
GLib.MainLoop().run()
"""

    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.log = self.session.folder / "notifications"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(["/usr/bin/python3", "-c", self.PROGRAM], env=self.session.env,
                                            stdin=subprocess.DEVNULL, stdout=log)
        until(lambda: "ready" in self.log.read_text(), 30, "the notification daemon")
        return self

    def told(self):
        """[which it replaces or 0, summary, body] of each notification."""
        return [json.loads(line) for line in self.log.read_text().splitlines()[1:]]

    def __exit__(self, *_):
        end_process(self.process)
