"""accounts.py: Claws Mail with accounts on a real server: POP and IMAP, beside local folders

    with Dovecot() as server, Accounts(session, engine, server, mails) as claws:
        claws.receive()
        claws.show_on_server(uid, subject)

What was checked stands in the engine's history, by the hash of the bytes in
canonical form: so the tests see which bytes came to the engine, and when.
"""
import shlex
import subprocess
import time

import host  # before those of tests/host, which it finds
import background
from desktop import squeeze, until

POP_USER = "pop-user"
IMAP_USER = "imap-user"
SERVER_FOLDER = "#imap/Server/INBOX"
ACCOUNTRC = """[Account: 1]
config_version=4
account_name=Pop
is_default=1
name=Me
address=me@example.net
protocol=0
receive_server={host}
user_id={pop_user}
set_popport=1
pop_port={pop_port}
inbox=#mh/Mailbox/inbox
remove_mail=0
receive_at_get_all=1
filter_on_receive=1
filterhook_on_receive=1

[Account: 2]
config_version=4
account_name=Imap
name=Me
address=me@example.net
protocol=1
receive_server={host}
user_id={imap_user}
set_imapport=1
imap_port={imap_port}
imap_subsonly=0
receive_at_get_all=1
filter_on_receive=1
filterhook_on_receive=1
"""
PASSWORDS = "[account:1]\nrecv {password}\n\n[account:2]\nrecv {password}\n"
IMAP_FOLDERS = ('<folder type="imap" name="Server" account_id="2">'
                '<folderitem type="inbox" name="INBOX" path="INBOX" account_id="2"/></folder>')


class Accounts(background.History, host.Claws):
    """rules: lines of matcherrc, in which "certfirst" judges as the engine does.  local: names of more local folders."""
    rules = ()
    local = ()

    def __init__(self, session, engine, server, mails, look=host.Look()):
        super().__init__(session, engine, mails, look)
        self.server = server
        self.pop = server.add_user(POP_USER)
        self.imap = server.add_user(IMAP_USER)

    def prepare(self):
        super().prepare()
        settings = self.home / ".claws-mail"
        (settings / "accountrc").write_text(ACCOUNTRC.format(
            host=self.server.host, pop_user=POP_USER, pop_port=self.server.pop_port, imap_user=IMAP_USER,
            imap_port=self.server.imap_port))
        (settings / "passwordstorerc").write_text(PASSWORDS.format(password=self.server.password))
        self.edit(settings / "folderlist.xml", "</folderlist>", f"{IMAP_FOLDERS}</folderlist>")
        self.add_local_folders(settings)
        self.add_rules(settings)

    def add_local_folders(self, settings):
        for name in self.local:
            (self.home / "Mail" / name).mkdir()
            self.edit(settings / "folderlist.xml", '</folder><folder type="imap"',
                      f'<folderitem type="normal" name="{name}" path="{name}"/></folder><folder type="imap"')

    def add_rules(self, settings):
        """A "certfirst" in the search path that has the engine's roots and rules."""
        programs = self.home / "programs"
        programs.mkdir()
        words = " ".join(shlex.quote(str(word)) for word in self.engine.options())
        program = programs / "certfirst"
        program.write_text(f'#!/bin/sh\ncommand=$1\nshift\nexec {shlex.quote(str(self.engine.program))} "$command" {words} "$@"\n')
        program.chmod(0o700)
        self.env["PATH"] = f"{programs}:{self.env['PATH']}"
        if self.rules:
            (settings / "matcherrc").write_text("[filtering]\n" + "".join(f"{rule}\n" for rule in self.rules))

    def edit(self, path, old, new):
        text = path.read_text()
        assert old in text, f"{path}: no {old}"
        path.write_text(text.replace(old, new))

    # What a person does

    def receive(self):
        self.command("--receive-all")

    def receive_until(self, condition, seconds, what):
        """Asks the servers again and again: one may tell of a new mail only at the next question."""
        end = time.monotonic() + seconds
        while True:
            self.receive()
            try:
                return until(condition, 3, what)
            except host.Trouble:
                if time.monotonic() > end:
                    raise

    def select_on_server(self, uid):
        self.command("--select", f"{SERVER_FOLDER}/{uid}" if uid else SERVER_FOLDER)

    def show_on_server(self, uid, subject):
        self.select_on_server(uid)
        until(lambda: squeeze(subject) in squeeze(self.message_text()), 120, f"the text of message {uid} on the server")

    # What is known of it

    def list_local(self, folder="inbox"):
        """Files of a local folder, by number."""
        path = self.home / "Mail" / folder
        return sorted((entry for entry in path.iterdir() if entry.name.isdigit()), key=lambda entry: int(entry.name))

    def count_on_server(self):
        """Messages of the server's folder that Claws Mail lists."""
        counts = subprocess.run(["claws-mail", "--status-full", SERVER_FOLDER], env=self.env, timeout=120, check=False,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.split()
        return int(counts[2]) if len(counts) > 2 and counts[2].isdigit() else 0

    def list_cached(self):
        """UIDs whose text the IMAP cache has."""
        cache = self.home / ".claws-mail" / "imapcache" / self.server.host / IMAP_USER / "INBOX"
        return {int(entry.name) for entry in cache.iterdir() if entry.name.isdigit()} if cache.is_dir() else set()


class Checks(host.Checks):
    """What the tests with accounts share."""

    def make(self, number, tag):
        """A sample that differs from every other mail by one field, so that the history knows it alone."""
        return b"X-Test: " + tag.encode() + b"\n" + self.mails[number - 1].read_bytes()

    def ask(self, octets, **given):
        """What the engine says of it."""
        mail = self.folder / "mail"
        mail.write_bytes(octets)
        return self.engine.ask([mail], "en", **given)[1]

    def ask_arrived(self, octets):
        return self.ask(octets, received=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))


def main(kind):
    """Runs a subclass of Checks."""
    return host.main(kind, ["dovecot"])
