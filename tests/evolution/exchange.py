"""exchange.py: mail of an Exchange account in Evolution (its EWS add-on)

Usage: exchange.py --build BUILD --samples SAMPLES
"""
import contextlib
import hashlib
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import accounts  # noqa: E402
import checks  # noqa: E402
import ews  # noqa: E402
import host  # noqa: E402
import places  # noqa: E402
import tap  # noqa: E402

NEEDS = ["evolution", "Xvfb", "dbus-daemon", "gdbus", "openbox", "xdotool", "import", "identify"]
ACCOUNT = f"{places.TRUSTING}@{ews.HOST}"
# The account is one of the collection's parts; without Kerberos on the server nobody is asked for a password.
SETTINGS = """
[Authentication]
Host={host}
Port={port}
User={user}
Method=GSSAPI

[Ews Backend]
Hosturl={url}
Email=me@example.net
FilterInbox=false
ListenNotifications=false
CheckAll=false
OabOffline=false

[Security]
Method=none

[Refresh]
Enabled=false
"""
SOURCES = {
    "ews-collection": "[Data Source]\nDisplayName=Exchange\nEnabled=true\nParent=\n\n[Collection]\nBackendName=ews\nIdentity=me\n"
                      "MailEnabled=true\nCalendarEnabled=false\nContactsEnabled=false\n" + SETTINGS,
    "ews-account": "[Data Source]\nDisplayName=Exchange\nEnabled=true\nParent=ews-collection\n\n[Mail Account]\nBackendName=ews\n"
                   "IdentityUid=ews-identity\n" + SETTINGS,
    "ews-identity": "[Data Source]\nDisplayName=Exchange\nEnabled=true\nParent=ews-collection\n\n[Mail Identity]\n"
                    "Address=me@example.net\nName=Me\n",
}


def has_add_on():
    """evolution-ews is a package of its own."""
    asked = subprocess.run(["pkg-config", "--variable=camel_providerdir", "camel-1.2"], stdout=subprocess.PIPE, text=True, check=False)
    return pathlib.Path(asked.stdout.strip(), "libcamelews.so").exists()


class ExchangeChecks(host.Checks):

    def __init__(self, session, engine, mails, out):
        super().__init__("evolution-exchange", session, engine, out)
        self.mails = mails

    def exchange_ask(self, folder, mails):
        """What the engine says of bytes that the server may have changed, by the time that the server names."""
        reports = []
        for number, octets in enumerate(mails):
            path = folder / f"mail-{number}"
            path.write_bytes(octets)
            reports.append(self.engine.ask([path], "en", place="server-folder", account=ACCOUNT, exact=False,
                                           received=ews.received(number))[1])
        return reports

    def opens_inbox(self, evolution, count):
        evolution.open_folder("Inbox", 1)
        with contextlib.suppress(host.Trouble):
            return host.until(lambda: evolution.count_rows() == count, 10, "the mails in the list")
        evolution.keys("F5")
        return False

    def is_said_of_the_bytes(self, evolution, row, octets, wanted):
        """Those of the server, with its time, and never as exact."""
        evolution.select_row(row)
        evolution.wait_for(wanted["ribbon"]["accessible_name"], wanted["ribbon"]["accessible_description"], 60)
        report = evolution.report()
        assert report["sha256"] == hashlib.sha256(octets).hexdigest(), report["sha256"]
        assert "CF613" in accounts.codes(report), accounts.codes(report)
        assert accounts.codes(report)[0] == accounts.codes(wanted)[0], f"{accounts.codes(report)} instead of {accounts.codes(wanted)}"
        assert report["arrived"] == ews.received(row), report["arrived"]

    def choose_mails(self):
        """{what it shows: bytes as the server has them}, the oldest first."""
        reports = self.engine.ask(self.mails, "en")
        chosen = {"eight bits": accounts.HOSTILE[0], "a long header": accounts.HOSTILE[1], "what the server says counts": places.FAILS}
        for verdict in ("verified", "missing-certificate"):
            chosen[verdict] = self.mails[checks.find_mail(reports, verdict) - 1].read_bytes()
        chosen["a signature that fails is unknown"] = self.mails[checks.find_mail(reports, "invalid") - 1].read_bytes()
        return {name: accounts.to_crlf(octets) for name, octets in chosen.items()}

    def run_all(self, folder):
        self.engine = places.trust(self.engine, folder)
        (folder / "plain").write_bytes(accounts.HOSTILE[0])
        chosen = self.choose_mails()
        wanted = self.exchange_ask(folder, chosen.values())
        assert [report["verdict"] for report in wanted[3:]] == ["verified", "missing-certificate", "undetermined"], wanted
        with ews.Exchange(list(chosen.values())) as server:
            sources = {name: text.format(host=ews.HOST, user=places.TRUSTING, port=server.port, url=server.url) for name, text in SOURCES.items()}
            with host.Evolution(self.session, self.engine, [folder / "plain"], host.Look(size=(1270, 860)), sources) as evolution:
                host.until(lambda: len(evolution.find_cells("Inbox")) == 3, 120, "the account's inbox")
                host.until(lambda: self.opens_inbox(evolution, len(chosen)), 120, "the mails in the list")
                for row, (name, octets) in enumerate(chosen.items()):
                    self.run(f"Exchange: {name}", self.is_said_of_the_bytes, evolution, row, octets, wanted[row])
                self.run("Evolution ends cleanly", self.ends_cleanly, evolution)
        return self.plan.finish()


if __name__ == "__main__":
    if not has_add_on() and not os.environ.get("CI"):
        tap.skip_all("not installed: evolution-ews")
    sys.exit(checks.main(ExchangeChecks, NEEDS))
