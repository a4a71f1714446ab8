"""accounts.py: which bytes, which time and which account the engine gets of a mail in Evolution

Usage: accounts.py --build BUILD --samples SAMPLES

A real mail server, local folders and an mbox file; what the engine got is read
in the details of the ribbon, by its SHA-256.
"""
import hashlib
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import checks  # noqa: E402
import dovecot  # noqa: E402
import host  # noqa: E402

NEEDS = ["evolution", "dovecot", "Xvfb", "dbus-daemon", "gdbus", "openbox", "xdotool", "import", "identify"]
RELAY = pathlib.Path(__file__).resolve().with_name("preauth.py")
SOURCES = {
    "imap-account": """
        [Data Source]
        DisplayName=Server
        Enabled=true
        Parent=

        [Mail Account]
        BackendName=imapx
        IdentityUid=imap-identity

        [Authentication]
        Host=127.0.0.1
        User=me

        [Security]
        Method=none

        [Imapx Backend]
        UseShellCommand=true
        ShellCommand={command}
        UseIdle=true

        [Refresh]
        Enabled=false
        """,
    "imap-identity": """
        [Data Source]
        DisplayName=Server
        Enabled=true
        Parent=imap-account

        [Mail Identity]
        Address=me@example.net
        Name=Me
        """,
}


def make_mail(minute, subject, more, body):
    head = (f"From: Alice <alice@example.com>\nTo: me@example.net\nSubject: {subject}\n"
            f"Date: Mon, 02 Mar 2026 10:{minute:02}:00 +0000\nMessage-ID: <{minute}@example.com>\nMIME-Version: 1.0\n")
    return (head + more).encode() + b"\n" + body


# Bytes that mail programs like to change on their way.
HOSTILE = [
    make_mail(1, "eight bits", "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n",
              "二行\n日本語\n".encode()),
    make_mail(2, "a long header", "X-Long: " + "word " * 240 + "\n", b"text\n"),
    make_mail(3, "no space after the colon", "X-Tight:value\nX-Empty:\n", b"text\n"),
    make_mail(4, "blanks at the end", "", b"text  \nmore\t\n \n\n"),
    make_mail(5, "no last line end", "", b"text"),
    make_mail(6, "From in the body", "", b"From me to you\n>From before\n.\n..\n"),
    make_mail(7, "odd boundary", 'Content-Type: multipart/mixed; boundary="=_ (x)\'+"\n',
              b"preamble\n--=_ (x)'+\nContent-Type: text/plain\n\none\n--=_ (x)'+--\nepilogue\n"),
    make_mail(8, "a mail inside", "Content-Type: message/rfc822\n", b"From: b@example.org\nSubject: inner\n\ninner\n"),
]


def sources_of(server, user="me"):
    """One account of that user on the server."""
    command = f"/usr/bin/python3 {RELAY} {server.imap_port} {user} {server.password}"
    return {name: text.replace("{command}", command) for name, text in SOURCES.items()}


def to_crlf(octets):
    return octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def codes(report):
    return [reason["code"] for reason in report["reasons"]]


class Accounts(host.Checks):

    def __init__(self, session, engine, mails, out):
        super().__init__("evolution-accounts", session, engine, out)

    def read(self, evolution, row):
        evolution.select_row(row)
        evolution.wait_for_ribbon(60)
        return evolution.report()

    def same_bytes(self, evolution, row, octets, exact=True):
        report = self.read(evolution, row)
        wanted = hashlib.sha256(octets).hexdigest()
        assert not exact or report["sha256"] == wanted, f"{report['sha256']} instead of {wanted}"
        assert ("CF613" in codes(report)) == (not exact), codes(report)

    def old_mail_is_no_arrival(self, evolution, row):
        report = self.read(evolution, row)
        assert report["arrived"] is None, report["arrived"]

    def new_mail_arrives(self, evolution, box, octets, n_before):
        before = time.time()
        host.until(lambda: evolution.has_listed(n_before), 120, "the end of the first listing")
        box.deliver(octets)
        host.until(lambda: evolution.count_rows() == n_before + 1 or evolution.keys("F5"), 120, "the new mail in the list")
        report = self.read(evolution, n_before)
        assert report["arrived"] is not None, "not known when it arrived"
        arrived = time.mktime(time.strptime(report["arrived"], "%Y-%m-%dT%H:%M:%SZ")) - time.timezone
        assert before - 2 <= arrived <= time.time() + 2, report["arrived"]

    def run_local(self, folder):
        mails = []
        for i, octets in enumerate([*HOSTILE, *map(to_crlf, HOSTILE)]):
            mails.append(pathlib.Path(folder, str(i)))
            mails[-1].write_bytes(octets.replace(b" 10:", b" 11:") if i >= len(HOSTILE) else octets)
        mbox = b"".join(b"From x@example.com Mon Mar  2 10:00:00 2026\n" + octets + b"\n\n" for octets in HOSTILE[:1])
        with host.Evolution(self.session, self.engine, mails, host.Look(size=(1270, 860)), mbox=mbox) as evolution:
            evolution.open_inbox()
            for row, mail in enumerate(mails):
                ends = "CRLF" if row >= len(HOSTILE) else "LF"
                self.run(f"a local folder: {host.read_subject(mail)}, {ends}", self.same_bytes, evolution, row, mail.read_bytes())
            evolution.open_folder("Inbox", 1)
            host.until(lambda: evolution.count_rows() == 1 or evolution.keys("F5"), 60, "the mail in the mbox")
            self.run("an mbox file is never exact", self.same_bytes, evolution, 0, b"", False)

    def run_server(self):
        with dovecot.Dovecot() as server:
            box = server.add_user("me")
            for octets in HOSTILE:
                box.deliver(octets, seen=True)
            with host.Evolution(self.session, self.engine, [], host.Look(size=(1270, 860)), sources_of(server),
                                start=("folder://imap-account/INBOX", "1")) as evolution:
                evolution.open_folder("Inbox", 2)
                host.until(lambda: evolution.count_rows() == len(HOSTILE), 120, "the server's mails in the list")
                for row, octets in enumerate(HOSTILE):
                    name = host.squeeze(octets.decode().split("Subject: ")[1].split("\n")[0])
                    self.run(f"a mail server: {name}", self.same_bytes, evolution, row, to_crlf(octets))
                self.run("old mail is no arrival", self.old_mail_is_no_arrival, evolution, 0)
                new = make_mail(50, "now", "", b"text\n")
                self.run("new mail has the time of its arrival", self.new_mail_arrives, evolution, box, new, len(HOSTILE))
                self.run("Evolution ends cleanly", self.ends_cleanly, evolution)

    def run_all(self, folder):
        self.run_local(folder)
        self.run_server()
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(checks.main(Accounts, NEEDS))
