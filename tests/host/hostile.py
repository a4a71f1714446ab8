"""hostile.py: hostile mails in a real mail client: beside a green ribbon nothing is shown that the sender did not sign

The mails are those of tests/make/attacks.py, the data cases whose attack is in a seal or in the
sender (CASES) with their recorded lookups, and of tests/make/differences.py and sealed.py whatever the engine finds green.
A subclass of Attacks opens each one and says what it sees; what may be seen is decided here.
"""
import argparse
import dataclasses
import datetime
import json
import pathlib
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "make")]
sys.dont_write_bytecode = True
import answers  # noqa: E402
import attacks  # noqa: E402
import checks  # noqa: E402
import desktop  # noqa: E402
import differences  # noqa: E402
import messages  # noqa: E402
import moment  # noqa: E402
import pki  # noqa: E402
import sealed  # noqa: E402

ALICE = "alice@example.com"
SECONDS = 120
# Those whose field one client or another follows when it answers.
REPLIES = ("reply-list-post", "reply-mail-reply-to", "reply-followup")
# Of the data cases attack-*; the others change nothing of what is shown, or are in attacks.py.
CASES = ("seal-*", "espoofer-*", "weak-links-*", "all-proofs-*", "identity-*", *REPLIES)
# Those of them that are opened although they are not green: one of each kind that a program could show in a way of its own.
OPENED = ("espoofer-client-a1", "espoofer-server-a8", "espoofer-server-a14", "espoofer-server-a16", "weak-links-a6-nul", "weak-links-a14",
          "seal-name-added", "seal-of-local-part", "seal-type-made-alternative", "seal-type-made-calendar",
          "seal-type-made-encrypted", "seal-type-made-related", "seal-type-made-page-of-name", "seal-type-made-ics", "seal-type-made-xhtml", "seal-type-made-svg", "seal-charset-utf-7", "seal-charset-sun",
          "seal-content-base", "seal-content-location", *REPLIES)
# Green for whoever has the seal of one of these: the strictest case for us.
RULES = """\
[sender bank.example]
domain-badge=Example Bank
[sender bank.co.jp]
domain-badge=Bank
[sender shop.example]
domain-badge=Shop
[list users]
list-id=users.lists.test
dkim-domain=lists.test
[trusted-sealers]
default=lists.test
"""
# What nobody signed or sealed, and what the real writers wrote.
UNSIGNED = (attacks.HOSTILE, "Your account was closed", "Pay to 1234567")
WRITTEN = (attacks.SIGNED, "statement")


@dataclasses.dataclass(frozen=True)
class Shown:
    """What a person sees: the body with whatever is listed beside it, and the line that says who sent it."""
    body: str
    sender: str


@dataclasses.dataclass(frozen=True)
class Mail:
    """few: it is opened only if it is green.  green: what the data case expects; None where it is none of them."""
    name: str
    path: pathlib.Path
    proved: str   # whose address or domain a green ribbon vouches for
    other: str    # whose it does not
    few: bool = False
    green: bool | None = None

    @property
    def subject(self):
        return f"Attack {self.name}"


def when(mails):
    """A minute after the one before: lists sort by the date."""
    return datetime.datetime(2026, 6, 15, 9, tzinfo=moment.JST) + datetime.timedelta(minutes=len(mails))


def add(mails, folder, name, octets, addresses, **more):
    path = folder / f"{name.replace(' ', '-')}.eml"
    path.write_bytes(octets)
    mails.append(Mail(name, path, *addresses, **more))


def add_dated(mails, folder, name, octets, addresses, **more):
    date = when(mails).strftime("Date: Mon, %d Jun 2026 %H:%M:00 +0900\r\n").encode()
    add(mails, folder, name, re.sub(rb"^Date: .*\n", date, octets, count=1, flags=re.MULTILINE), addresses, **more)


def add_cases(mails, folder):
    """Those of tests/messages, each under a subject of its own; gives all their recorded lookups."""
    found = []
    for path in sorted(one for case in CASES for one in messages.FOLDER.glob(f"attack-{case}/message.py")):
        case = messages.load(path)
        name = path.parent.name.removeprefix("attack-")
        with moment.at(when(mails), f"Attack {name}"):
            octets = case.make()
        expected = json.loads((path.parent / "expect.json").read_text(encoding="utf-8"))
        add(mails, folder, name, octets, ("@bank.", "evil.example"), few=name not in OPENED,
            green=expected["severity"] == "good")
        found += map(json.loads, case.beside()["answers.jsonl"].splitlines())
    return found


def write(folder):
    """All of them, as files, and what they are judged by."""
    mails = []
    for name in attacks.names():
        add_dated(mails, folder, name, attacks.make(name), (ALICE, attacks.MALLORY))
    for kind, name in differences.names():
        addresses = (attacks.MALLORY, ALICE) if kind == "from" else (ALICE, attacks.MALLORY)
        add_dated(mails, folder, f"{kind} {name}", differences.make(kind, name), addresses, few=True)
    found = add_cases(mails, folder)
    for kind, name in sealed.names():
        with moment.at(when(mails), f"Attack sealed {kind} {name}"):
            addresses = (sealed.SHOP, ALICE) if kind == "from" else (sealed.BANK, "evil.example")
            add(mails, folder, f"sealed {kind} {name}", sealed.make(kind, name), addresses, few=True)
    (folder / "answers.jsonl").write_bytes(answers.lines(*found, *sealed.answered()))
    (folder / "rules.policy").write_text(RULES, encoding="utf-8")
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
    if any(one in shown.body for one in UNSIGNED):
        return f"not signed, and shown: {shown.body!r}"
    if proved not in shown.sender or other in shown.sender:
        return f"{proved} is proved, and the sender shown is {shown.sender!r}"
    return None


class Attacks(checks.Checks):
    """see(client, number) gives what is Shown once the ribbon has said its name, open_client(paths) the client.

    followed: the data cases whose field the client follows when it answers, and how a person answers there;
    answer(client, how) gives whom the answer to the mail that is open would go to.
    """
    followed = ()

    def __init__(self, client, session, engine, out, mails, table):
        super().__init__(client, session, engine, out)
        reports = engine.ask([mail.path for mail in mails], "en")
        kept = [(mail, reports[number]) for number, mail in enumerate(mails, 1)
                if not mail.few or reports[number]["severity"] == "good" or table]
        self.others = [mail.name for number, mail in enumerate(mails, 1)
                       if mail.green not in (None, reports[number]["severity"] == "good")]
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
                                     "hostile" if any(one in shown.body for one in UNSIGNED) else "-"]) + "\n")
        lie = find_lie(mail, report, shown)
        assert lie is None, lie
        self.seen += any(one in shown.body for one in WRITTEN)

    def answer(self, client, how):
        raise NotImplementedError

    def holds_answer(self, client, name, how):
        """What the ribbon says is so."""
        number = next(number for number, mail in enumerate(self.mails, 1) if mail.name == name)
        report = self.reports[number - 1]
        assert report["severity"] == "caution" and report["reasons"][0]["code"] == "CF611", report["reasons"]
        self.see(client, number, report)
        target = self.answer(client, how)
        assert report["sender"]["reply_to"] in target, f"the answer goes to {target}"

    def judges_as_cases(self):
        """With the lookups and rules of all of them together each data case is green or not as it is alone."""
        assert not self.others, self.others

    def saw_the_texts(self):
        """Otherwise nothing was looked at, and nothing found."""
        assert self.seen > 70, f"the signed text was seen in {self.seen} mails"

    def run_all(self):
        with self.open_client([mail.path for mail in self.mails]) as client:
            for number, (mail, report) in enumerate(zip(self.mails, self.reports), 1):
                self.run(f"{self.client}, {mail.name}: {report['verdict']}, and nothing else is shown in its name", self.holds,
                         client, number, mail, report)
            for name, how in self.followed:
                self.run(f"{self.client}, {name}: the answer would go where the ribbon says", self.holds_answer, client, name, how)
        self.run(f"{self.client}: the data cases are green where they are expected to be", self.judges_as_cases)
        self.run(f"{self.client}: the signed texts were seen", self.saw_the_texts)
        return self.plan.finish()


def judging(build, folder):
    """The engine with all that write() wrote."""
    more = (f"--lookups={folder / 'answers.jsonl'}", "--authserv-id=mx.example.org")
    return desktop.Engine(build, folder / "anchors.pem", (folder / "rules.policy",), more=more)


def main(name, needs, make, size=(1100, 760)):
    """make(session, engine, out, mails, table) gives the Attacks of one client."""
    parser = argparse.ArgumentParser(description=f"hostile mails in {name}")
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--table", type=pathlib.Path, help="also open what is not green, and write down what is shown")
    options = parser.parse_args()
    checks.skip_without(needs)
    with tempfile.TemporaryDirectory(prefix="certfirst-attacks-") as folder:
        mails = write(pathlib.Path(folder))
        engine = judging(options.build, pathlib.Path(folder))
        with desktop.Session(size) as session:
            return make(session, engine, options.build / "meson-logs", mails, options.table).run_all()
