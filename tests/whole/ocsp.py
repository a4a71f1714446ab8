#!/usr/bin/python3
"""The whole command on a live network: OpenSSL's responder, and a web server for lists, issuers and nonsense.

Usage: ocsp.py --program=CERTFIRST

Both listen on this machine only as long as the test runs.  Each row is a mail
whose certificate names one of their addresses; all rows are checked by one
command, then replayed from what it recorded, with nobody there to answer.
"""
import argparse
import contextlib
import dataclasses
import datetime
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path += [str(TESTS / "make"), str(TESTS / "lookup")]

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

import certs
import engine
import keys
import kit
import pki
import report as reports
import revocation
import tap
from nameserver import NameServer, read_question, reply_with
from revocation import Entry, List, Word
from web import Web
from zone import free_port

SECONDS = 90
START = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None, microsecond=0)
RECEIVED = START - datetime.timedelta(hours=1)
BEFORE, SINCE = START - datetime.timedelta(days=3), START - datetime.timedelta(minutes=10)
LIVE = "[network]\nallow-private=true\n"
MODES = {"none": "307", "dns-only": "307"}


def text(moment):
    return moment.isoformat()


def days(count):
    return text(START + datetime.timedelta(days=count))


def authority(web):
    return pki.below(pki.root("E1", "p-384"), "Example Live CA", "p-256", crl=f"{web.url}/list/root")


def certificate(web, number, **more):
    """The bank's, another one for each number."""
    begins = START - datetime.timedelta(days=100, seconds=number)
    return kit.bank(issuer=authority(web), kind="p-256", begins=text(begins), ends=days(200), **more)


def mail(signer, **more):
    return kit.letter(kit.detached(kit.hello(), kit.Signer(signer, time=text(RECEIVED)), **more))


# --- who answers ---


class Keeper(Web):
    """`kept`: octets by the name in /list/NAME and /say/NAME."""

    def __init__(self):
        super().__init__(self)
        self.kept = {}
        self.crl = b""

    def at_list(self, handler, path, body):
        self.say(handler, self.kept[path.split("/")[2]])

    at_say = at_list

    def at_half(self, handler, path, body):
        octets = self.kept[path.split("/")[2]]
        self.say(handler, octets[:-10], length=len(octets))
        handler.close_connection = True

    def at_moved(self, handler, path, body):
        self.say(handler, b"", 301, [("Location", path.replace("/moved", "", 1))])


class Unwilling(NameServer):
    """Refuses every question at once."""

    def answer(self, query, kind):
        return reply_with(query, read_question(query)[2], 5)


@contextlib.contextmanager
def responder(folder, port, issuer, lines):
    """OpenSSL's; the lines are those of its index."""
    secret = ec.derive_private_key(issuer.key.secret, keys.CURVES["p-256"][0]())
    files = {"ca.pem": issuer.pem(), "index": "".join(lines), "index.attr": "unique_subject = no\n",
             "ca.key": secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()}
    for name, content in files.items():
        (folder / name).write_text(content, encoding="ascii")
    command = ["openssl", "ocsp", "-index", "index", "-port", str(port), "-rsigner", "ca.pem", "-rkey", "ca.key",
               "-CA", "ca.pem", "-ndays", "2"]
    with (folder / "responder.log").open("w") as log, subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True) as process:
        try:
            wait_for(folder / "responder.log")
            yield
        finally:
            tap.kill_group(process)


def wait_for(log):
    """Until OpenSSL says that it waits; it does not survive a connection that asks nothing."""
    for _ in range(200):
        if "waiting" in log.read_text():
            return
        time.sleep(0.05)
    raise RuntimeError(f"the responder does not start: {log.read_text()}")


def index_line(signer, revoked_at=None, reason=None):
    """One line of the index of openssl ca; it wants serial numbers with an even number of digits."""
    short = "%y%m%d%H%M%SZ"
    end = certs.day(signer.profile.ends).strftime(short)
    gone = revoked_at.strftime(short) + (f",{reason}" if reason else "") if revoked_at else ""
    serial = signer.serial.to_bytes(signer.serial.bit_length() // 8 + 1, "big").hex().upper()
    serial = serial.removeprefix("00")
    return f"{'R' if revoked_at else 'V'}\t{end}\t{gone}\t{serial}\tunknown\t/CN=x\n"


# --- what is asked ---


@dataclasses.dataclass(frozen=True)
class Row:
    """One mail.  ocsp, crl: "live" for OpenSSL's responder, or a path of the web server.

    status: what OpenSSL's index says: good, None for nothing, or (since when, reason).
    """

    says: str
    verdict: str
    severity: str
    has: str
    absent: str = ""
    ocsp: str = ""
    crl: str = ""
    status: object = None


OPEN = ("undetermined", "neutral", "307", "301 302")
GOOD = ("verified", "good", "202 301", "307")
STOOD = ("verified", "good", "202 304")
REVOKED, LEAKED = ("untrusted", "danger", "302"), ("untrusted", "danger", "303")
OVER = ("untrusted", "caution")
ROWS = [
    Row("good, says OpenSSL", *GOOD, ocsp="live", status="good"),
    Row("revoked, no reason", *REVOKED, ocsp="live", status=(BEFORE, None)),
    Row("revoked, key compromise", *LEAKED, ocsp="live", status=(BEFORE, "keyCompromise")),
    Row("revoked since the arrival, key compromise", *LEAKED, ocsp="live", status=(SINCE, "keyCompromise")),
    Row("revoked, authority compromise", *LEAKED, ocsp="live", status=(BEFORE, "CACompromise")),
    Row("revoked, on hold", *REVOKED, ocsp="live", status=(BEFORE, "certificateHold")),
    Row("revoked, superseded", *OVER, "305", ocsp="live", status=(BEFORE, "superseded")),
    Row("revoked, affiliation changed", *OVER, "306", ocsp="live", status=(BEFORE, "affiliationChanged")),
    Row("revoked, ceased", *OVER, "306", ocsp="live", status=(BEFORE, "cessationOfOperation")),
    Row("revoked since the arrival, superseded", *STOOD, "305", ocsp="live", status=(SINCE, "superseded")),
    Row("revoked since the arrival, no reason", *STOOD, "302", ocsp="live", status=(SINCE, None)),
    Row("not in OpenSSL's index", *OPEN, ocsp="live"),
    Row("nobody listens there", *OPEN, ocsp="nobody"),
    Row("good, kept by the web server", *GOOD, ocsp="/say/good"),
    Row("good, moved once", *GOOD, ocsp="/moved/say/good"),
    Row("good, with the nonce of another request", *GOOD, ocsp="/say/nonce"),
    Row("signed by another authority", *OPEN, ocsp="/say/other-signer"),
    Row("over since yesterday", *OPEN, ocsp="/say/over"),
    Row("try later", *OPEN, ocsp="/say/later"),
    Row("try later, and a list that does not have it", *GOOD, ocsp="/say/later", crl="/list/empty"),
    Row("try later, and a list that has it", *REVOKED, ocsp="/say/later", crl="/list/revoked"),
    Row("cut off", *OPEN, ocsp="/half/good"),
    Row("20 MB of rubbish", *OPEN, ocsp="/large"),
    Row("20 MB of rubbish without a length", *OPEN, ocsp="/endless"),
    Row("a page to log in", *OPEN, ocsp="/html"),
    Row("a server in trouble", *OPEN, ocsp="/503"),
    Row("redirected for ever", *OPEN, ocsp="/loop"),
    Row("redirected to a file", *OPEN, ocsp="/to?file:///etc/hostname"),
    Row("a list that does not have it", *GOOD, crl="/list/empty"),
    Row("a list that has it", *REVOKED, crl="/list/revoked"),
    Row("a list that is over", *OPEN, crl="/list/over-list"),
    Row("a list, moved once", *GOOD, crl="/moved/list/empty"),
    Row("half a list", *OPEN, crl="/half/empty"),
    Row("20 MB instead of a list", *OPEN, crl="/large"),
]


class Given:
    """What all tests use: mails of all rows in a folder, and who answers for them."""

    def __init__(self, program, folder, web, dns):
        self.program, self.folder, self.web, self.dns = program, folder, web, dns
        (folder / "anchors.pem").write_text(pki.bundle(*pki.roots()), encoding="ascii")
        (folder / "empty.policy").write_text("", encoding="ascii")
        (folder / "live.policy").write_text(LIVE, encoding="ascii")
        (folder / "any.policy").write_text(LIVE + "aia=any\n", encoding="ascii")
        (folder / "never.policy").write_text(LIVE + "at-opening=never\n", encoding="ascii")
        for mode in MODES:
            (folder / f"{mode}.policy").write_text(f"{LIVE}mode={mode}\n", encoding="ascii")

    def check(self, messages, *options, policy="live", cache="cache"):
        """The reports of messages, by file name."""
        command = [self.program, "check", "--format=json", "--lang=en", f"--trust-anchors={self.folder}/anchors.pem",
                   f"--policy={self.folder}/{policy}.policy", f"--resolver={self.dns.address}", f"--at={text(START)}Z",
                   f"--received={text(RECEIVED)}Z", *options, *messages]
        found = tap.run(command, SECONDS, env={**os.environ, "XDG_CACHE_HOME": str(self.folder / cache)})
        return {pathlib.Path(name).name: report for name, report in reports.read_lines(found[1]).items()}

    def write(self, name, octets):
        (self.folder / name).write_bytes(octets)
        return self.folder / name


def source(web, address, where):
    """The address of one source of a row."""
    named = {"": "", "live": address, "nobody": f"http://127.0.0.1:{free_port()}/"}
    return named[where] if where in named else web.url + where


def make_rows(web, address):
    return [certificate(web, number, ocsp=source(web, address, row.ocsp), crl=source(web, address, row.crl))
            for number, row in enumerate(ROWS)]


def keep(web, signers):
    """What the web server gives away: one response and one list for all rows."""
    ca = authority(web)
    now = {"at": text(START), "until": days(2)}
    over = {"at": days(-8), "until": days(-1)}
    words = lambda times: [Word(signer, **times) for signer in signers]
    web.kept = {
        "root": List(pki.root("E1", "p-384"), **now).der(),
        "good": revocation.response(ca, *words(now), made_at=text(START)),
        "nonce": revocation.response(ca, *words(now), made_at=text(START), extra=(revocation.nonce(),)),
        "other-signer": revocation.response(pki.curve_authority(), *words(now), made_at=text(START)),
        "over": revocation.response(ca, *words(over), made_at=days(-8)),
        "later": revocation.refusal("try-later"),
        "empty": List(ca, **now).der(),
        "revoked": List(ca, tuple(Entry(signer, text(BEFORE)) for signer in signers), **now).der(),
        "over-list": List(ca, **over).der(),
        "issuer": ca.der,
    }


def check(results, passed, says, found):
    results.result(passed, says, [] if passed else [f"found {found}"])


def judge(results, row, report):
    """One row against its report."""
    if report is None:
        results.result(False, row.says, ["no report"])
        return
    codes = reports.codes(report)
    wrong = [f"{key}: wanted {wanted}, found {report[key]}" for key, wanted in
             (("verdict", row.verdict), ("severity", row.severity)) if report[key] != wanted]
    wrong += [f"{code} is not among {codes}" for code in row.has.split() if code not in codes]
    wrong += [f"{code} is there" for code in row.absent.split() if code in codes]
    results.result(not wrong, row.says, wrong)


def comparable(report):
    return reports.to_text(report, "")


# --- the tests ---


def test_rows(results, given, rows):
    """Live, and the recording of it."""
    found = given.check(rows, f"--record-lookups={given.folder}/recorded.jsonl")
    for path, row in zip(rows, ROWS):
        judge(results, row, found.get(path.name))
    return found


def test_replay(results, given, rows, live):
    """Nobody listens any more."""
    found = given.check(rows, f"--lookups={given.folder}/recorded.jsonl", cache="none")
    for path, row in zip(rows, ROWS):
        same = path.name in found and path.name in live and comparable(found[path.name]) == comparable(live[path.name])
        results.result(same, f"replayed: {row.says}")
    refused = given.check(rows[:1], cache="none")
    codes = reports.codes(refused[rows[0].name])
    check(results, codes[0] == "307", "and without the recording nobody answers", codes)


def test_private(results, given, rows):
    """Loopback is refused unless the policy allows it."""
    before = len(given.web.seen)
    found = given.check(rows, policy="empty", cache="private")
    for path, row in zip(rows, ROWS):
        codes = reports.codes(found[path.name])
        check(results, codes[0] == "307", f"without allow-private: {row.says}", codes)
    check(results, len(given.web.seen) == before, "without allow-private nothing is fetched", given.web.seen[before:])


def test_modes(results, given, path):
    """Policy may forbid web servers, or everything."""
    for mode, code in MODES.items():
        before = len(given.web.seen)
        found = reports.codes(given.check([path], policy=mode, cache=mode)[path.name])
        asked = given.web.seen[before:]
        check(results, found[0] == code and not asked, f"policy says mode={mode}", (found, asked))


def test_opening(results, given, path):
    """Policy may forbid that the opening of a mail asks; a person may, and arrival does."""
    options = [f"--trust-anchors={given.folder}/anchors.pem", f"--policy={given.folder}/never.policy",
               f"--resolver={given.dns.address}"]
    times = {"at": text(START) + "Z", "received": text(RECEIVED) + "Z"}
    steps = [("opened", {}, "undetermined", False), ("arriving", {"live": True}, "verified", True),
             ("opened after it arrived", {}, "verified", False)]
    others = [("in the background", {"background": True}, "verified", True), ("asked for", {"asked": True}, "verified", True)]
    for number, some in enumerate([steps, *([other] for other in others)]):
        cache = ("env", f"XDG_CACHE_HOME={given.folder}/opening-{number}")
        with engine.Engine(given.program, options, SECONDS, cache) as one:
            for says, more, verdict, asks in some:
                before = len(given.web.seen)
                (_, report), = one.check_all([(says, path.read_bytes())], {**times, **more})
                seen = len(given.web.seen) > before
                check(results, (report["verdict"], seen) == (verdict, asks), f"at-opening=never: {says}",
                      (reports.codes(report), given.web.seen[before:]))
    report = given.check([path], policy="never", cache="opening-command")[path.name]
    check(results, report["verdict"] == "verified", "at-opening=never: the command asks", reports.codes(report))


def test_cache(results, given, rows):
    """The same mails again: what was answered is known."""
    first = given.check(rows, cache="again")
    before = len(given.web.seen)
    second = given.check(rows, cache="again")
    seen = [path for _, path, *_ in given.web.seen[before:]]
    check(results, not seen, "a second check asks nothing", seen)
    same = [comparable(first[path.name]) == comparable(second[path.name]) for path in rows]
    results.result(all(same) and len(same) == len(rows), "a second check says the same")
    given.check(rows, cache="another")
    results.result(len(given.web.seen) > before, "without its cache it asks")


def test_issuer(results, given):
    """The message lacks its issuer, and the certificate says where it lies."""
    web = given.web
    signer = certificate(web, 900, extra=(kit.issuer_at(f"{web.url}/list/issuer"),), crl=f"{web.url}/list/empty")
    path = given.write("issuer.eml", mail(signer, certificates=[signer.der]))
    before = len(web.seen)
    codes = reports.codes(given.check([path], cache="issuer-known")[path.name])
    asked = web.seen[before:]
    check(results, codes[0] == "207" and not asked, "an issuer on an unknown host is not asked for", (codes, asked))
    report = given.check([path], policy="any", cache="issuer-any")[path.name]
    codes = reports.codes(report)
    check(results, report["verdict"] == "verified" and "301" in codes, "an issuer, policy says aia=any", codes)


def test_slow(results, given):
    """A responder that never answers costs its time and no more."""
    path = given.write("slow.eml", mail(certificate(given.web, 901, ocsp=f"{given.web.url}/never")))
    began = time.monotonic()
    report = given.check([path], cache="slow")[path.name]
    seconds = time.monotonic() - began
    codes = reports.codes(report)
    check(results, codes[0] == "307", "a responder that never answers", codes)
    check(results, seconds < 25, "and it costs its time and no more", [f"{seconds:.1f} s"])


def live_lines(signers):
    for row, signer in zip(ROWS, signers):
        if row.status:
            yield index_line(signer, *(row.status if row.status != "good" else ()))


def test_live(results, given, signers, port):
    """Everything that needs somebody to answer; gives what the rows' reports were."""
    rows = [given.write(f"row-{number}.eml", mail(signer)) for number, signer in enumerate(signers)]
    with responder(given.folder, port, signers[0].issuer, live_lines(signers)):
        live = test_rows(results, given, rows)
        kept = [path for path, row in zip(rows, ROWS) if row.ocsp.startswith("/say") or row.crl.startswith("/list")]
        test_cache(results, given, kept)
        test_private(results, given, rows)
        test_modes(results, given, kept[0])
        test_opening(results, given, kept[0])
        test_issuer(results, given)
        test_slow(results, given)
    return rows, live


def run(results, program, folder):
    port = free_port()
    with Unwilling("127.0.0.1@9") as dns:
        with Keeper() as web:
            given = Given(program, folder, web, dns)
            signers = make_rows(web, f"http://127.0.0.1:{port}/")
            keep(web, signers)
            rows, live = test_live(results, given, signers, port)
        test_replay(results, given, rows, live)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    program = parser.parse_args().program
    results = tap.Tap()
    with tempfile.TemporaryDirectory() as name:
        run(results, program, pathlib.Path(name))
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
