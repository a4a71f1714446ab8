"""hostile.py: hostile mails in a real mail client: beside a green ribbon nothing is shown that the sender did not sign

The mails are those of tests/make/attacks.py, and of tests/make/differences.py
whatever the engine finds green.  A subclass of Attacks opens each one and says
what it sees; what may be seen is decided here.
"""
import argparse
import dataclasses
import pathlib
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "make")]
sys.dont_write_bytecode = True
import attacks  # noqa: E402
import checks  # noqa: E402
import desktop  # noqa: E402
import differences  # noqa: E402
import pki  # noqa: E402

ALICE = "alice@example.com"
SECONDS = 120


@dataclasses.dataclass(frozen=True)
class Shown:
    """What a person sees: the body with whatever is listed beside it, and the line that says who sent it."""
    body: str
    sender: str


@dataclasses.dataclass(frozen=True)
class Mail:
    name: str
    path: pathlib.Path
    proved: str   # whose address a green ribbon vouches for
    other: str    # whose it does not


def write_one(mails, folder, name, octets, addresses):
    """A minute after the one before: lists sort by the date."""
    minute = len(mails)
    date = f"Date: Mon, 15 Jun 2026 {9 + minute // 60:02}:{minute % 60:02}:00 +0900\r\n".encode()
    path = folder / f"{name.replace(' ', '-')}.eml"
    path.write_bytes(re.sub(rb"^Date: .*\n", date, octets, count=1, flags=re.MULTILINE))
    mails.append(Mail(name, path, *addresses))


def write(folder):
    """All of them, as files, and the roots that they are judged by."""
    mails = []
    for name in attacks.names():
        write_one(mails, folder, name, attacks.make(name), (ALICE, attacks.MALLORY))
    for kind, name in differences.names():
        addresses = (attacks.MALLORY, ALICE) if kind == "from" else (ALICE, attacks.MALLORY)
        write_one(mails, folder, f"{kind} {name}", differences.make(kind, name), addresses)
    (folder / "anchors.pem").write_text(pki.bundle(*pki.roots()), encoding="ascii")
    return mails


# In these Mallory signs in his own name, and all of it.
OTHER_SIGNERS = {"from-inside": (attacks.MALLORY, ALICE)}


def get_addresses(mail):
    return OTHER_SIGNERS.get(mail.name, (mail.proved, mail.other))


def find_lie(mail, report, shown):
    """What is shown in the name of somebody who did not sign it; None where nothing is."""
    proved, other = get_addresses(mail)
    if report["severity"] != "good":
        return None
    if attacks.HOSTILE in shown.body:
        return f"not signed, and shown: {shown.body!r}"
    if proved not in shown.sender or other in shown.sender:
        return f"{proved} is proved, and the sender shown is {shown.sender!r}"
    return None


class Attacks(checks.Checks):
    """see(client, number) gives what is Shown once the ribbon has said its name, open_client(paths) the client."""

    def __init__(self, client, session, engine, out, mails, table):
        super().__init__(client, session, engine, out)
        reports = engine.ask([mail.path for mail in mails], "en")
        kept = [(mail, reports[number]) for number, mail in enumerate(mails, 1)
                if " " not in mail.name or reports[number]["severity"] == "good" or table]
        self.mails = [mail for mail, _ in kept]
        self.reports = [report for _, report in kept]
        self.table = table
        self.seen = 0

    def open_client(self, paths):
        raise NotImplementedError

    def see(self, client, number, report):
        raise NotImplementedError

    def holds(self, client, number, mail, report):
        shown = self.see(client, number, report)
        if self.table:
            with open(self.table, "a", encoding="utf-8") as out:
                out.write("\t".join([mail.name, report["verdict"], report["severity"], " ".join(shown.sender.split()),
                                     "hostile" if attacks.HOSTILE in shown.body else "-"]) + "\n")
        lie = find_lie(mail, report, shown)
        assert lie is None, lie
        self.seen += attacks.SIGNED in shown.body

    def saw_the_texts(self):
        """Otherwise nothing was looked at, and nothing found."""
        assert self.seen > 40, f"the signed text was seen in {self.seen} mails"

    def run_all(self):
        with self.open_client([mail.path for mail in self.mails]) as client:
            for number, (mail, report) in enumerate(zip(self.mails, self.reports), 1):
                self.run(f"{self.client}, {mail.name}: {report['verdict']}, and nothing else is shown in its name", self.holds,
                         client, number, mail, report)
        self.run(f"{self.client}: the signed texts were seen", self.saw_the_texts)
        return self.plan.finish()


def main(name, needs, make, size=(1100, 760)):
    """make(session, engine, out, mails, table) gives the Attacks of one client."""
    parser = argparse.ArgumentParser(description=f"hostile mails in {name}")
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--table", type=pathlib.Path, help="also open what is not green, and write down what is shown")
    options = parser.parse_args()
    checks.skip_without(needs)
    with tempfile.TemporaryDirectory(prefix="certfirst-attacks-") as folder:
        mails = write(pathlib.Path(folder))
        engine = desktop.Engine(options.build, pathlib.Path(folder, "anchors.pem"))
        with desktop.Session(size) as session:
            return make(session, engine, options.build / "meson-logs", mails, options.table).run_all()
