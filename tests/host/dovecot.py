"""dovecot.py: a real mail server on loopback, for the tests of every mail client

    with Dovecot() as server:
        box = server.add_user("me")
        box.deliver(octets)
        with server.open_imap("me") as imap: ...

IMAP and POP3 without TLS on ports of their own, everything below one folder
that is removed afterwards.  The server runs as an ordinary user: under root,
as "nobody", because dovecot serves no mail to root.  A message is a file of
the user's maildir: it has the bytes that were delivered, and the server sends
LF as CRLF.
"""
import contextlib
import imaplib
import itertools
import os
import pathlib
import poplib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time

NEEDS = ["dovecot"]
HOST = "127.0.0.1"
PASSWORD = "only-for-tests"
START_SECONDS = 60

CONFIG = """
protocols = imap pop3
listen = {host}
base_dir = {run}
state_dir = {run}
log_path = {log}
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
default_process_limit = 10
default_client_limit = 200
mail_location = maildir:~/Maildir
mail_privileged_group =
mailbox_list_index = no
maildir_very_dirty_syncs = no
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = home={folder}/users/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop_port}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
"""


class ServerTrouble(Exception):
    """The server did not start, or ended."""


def find_ports(count):
    """Ports that nobody has now; all are held until the last is found, so that they differ."""
    with contextlib.ExitStack() as stack:
        holders = [stack.enter_context(socket.socket()) for _ in range(count)]
        for holder in holders:
            holder.bind((HOST, 0))
        return [holder.getsockname()[1] for holder in holders]


class Mailbox:
    """One user's maildir, filled as a delivery agent does it."""
    numbers = itertools.count(1)

    def __init__(self, server, name):
        self.server = server
        self.name = name
        self.folder = server.folder / "users" / name / "Maildir"
        for part in ("cur", "new", "tmp"):
            server.make_folder(self.folder / part)

    def folder_of(self, box):
        """INBOX is the maildir itself, every other one a folder in it (Maildir++)."""
        if box == "INBOX":
            return self.folder
        folder = self.folder / f".{box.replace('/', '.')}"
        for part in ("cur", "new", "tmp"):
            self.server.make_folder(folder / part)
        return folder

    def deliver(self, octets, box="INBOX", seen=False, when=None):
        """One message.  when: its INTERNALDATE, seconds since 1970; now if None.

        Moved in from tmp, so that the server never sees half of it.
        """
        folder = self.folder_of(box)
        name = f"{int(time.time())}.M{next(self.numbers):09}P{os.getpid()}.{HOST}"
        early = folder / "tmp" / name
        early.write_bytes(octets)
        self.server.give(early)
        if when is not None:
            os.utime(early, (when, when))
        final = folder / "cur" / f"{name}:2,S" if seen else folder / "new" / name
        early.rename(final)
        return final


class Dovecot:
    """Use as a context.  Attributes: host, imap_port, pop_port, password (one for every user)."""
    host = HOST
    password = PASSWORD

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="certfirst-dovecot-"))
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self.process = None
        try:
            self.give(self.folder)
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def give(self, path):
        """To the user that the server runs as."""
        if os.geteuid() == 0:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def make_folder(self, path):
        """With those above it, all of them the server's."""
        for folder in [*reversed(path.relative_to(self.folder).parents), path.relative_to(self.folder)]:
            if not (self.folder / folder).is_dir():
                (self.folder / folder).mkdir(mode=0o700)
                self.give(self.folder / folder)

    def start(self):
        import grp
        self.imap_port, self.pop_port = find_ports(2)
        self.log = self.folder / "log"
        config = self.folder / "dovecot.conf"
        config.write_text(CONFIG.format(
            host=HOST, run=self.folder / "run", log=self.log, folder=self.folder, user=self.account.pw_name,
            group=grp.getgrgid(self.account.pw_gid).gr_name, password=PASSWORD, imap_port=self.imap_port,
            pop_port=self.pop_port))
        self.give(config)
        drop = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        self.process = subprocess.Popen(["dovecot", "-F", "-c", config], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, cwd=self.folder, start_new_session=True, **drop)
        end = time.monotonic() + START_SECONDS
        while not self.answers(self.imap_port) or not self.answers(self.pop_port):
            if self.process.poll() is not None or time.monotonic() > end:
                raise ServerTrouble(f"dovecot does not run: {self.complaints()}")
            time.sleep(0.05)

    def answers(self, port):
        """A greeting, not only an open port: the listener is there before the server is."""
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=2) as connection:
            return bool(connection.recv(1))
        return False

    def complaints(self):
        errors = b""
        if self.process is not None and self.process.poll() is not None:
            errors = self.process.stderr.read()
        return errors.decode(errors="replace") + (self.log.read_text(errors="replace") if self.log.exists() else "")

    def __exit__(self, *_):
        if self.process is not None:
            # The group is our own session: the master and all that it started.
            for number, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(seconds)
            self.process.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def add_user(self, name):
        return Mailbox(self, name)

    @contextlib.contextmanager
    def open_imap(self, name):
        """A connection that is logged in: for keywords, flags, copies with another date."""
        with imaplib.IMAP4(HOST, self.imap_port, timeout=60) as imap:
            imap.login(name, PASSWORD)
            yield imap

    @contextlib.contextmanager
    def open_pop(self, name):
        pop = poplib.POP3(HOST, self.pop_port, timeout=60)
        pop.user(name)
        pop.pass_(PASSWORD)
        try:
            yield pop
        finally:
            pop.quit()
