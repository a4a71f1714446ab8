#!/usr/bin/python3
"""Every reason of the catalogue against tests/messages: a case in which it fires, and the nearest one in which it must not.

Usage: reasons.py --program=CERTFIRST --cases=DIR

What the cases print stands in their expect.json; cases.py holds the program
against it.  Here the pairs are named by people, and what is missing fails: a
code without a row, a severity of a rule that no case has, a row that is not
true any more.  What no message can bring about stands in ELSEWHERE with the
reason why; some of it is asked of the program in another way.
"""
import argparse
import contextlib
import dataclasses
import json
import pathlib
import re
import sqlite3
import sys
import tempfile

sys.dont_write_bytecode = True

import report as reports
import tap
from engine import Engine

ROOT = pathlib.Path(__file__).resolve().parents[2]
MESSAGES = ROOT / "tests" / "messages"
TABLE = ROOT / "plugin" / "verdict" / "cf-reason-table.h"
RULES = ROOT / "plugin" / "verdict" / "cf-verdict-rules.c"
SECONDS = 60
MIB = 1 << 20
MOMENT = "2026-06-15T09:00:00Z"

# code: a case in which it fires, and its nearest neighbour, in which it does not
PAIRS = {
    "101": ("detached-preamble-epilogue", "altered-text"),
    "102": ("signers-both-good", "signers-one-open"),
    "103": ("signers-good-and-altered", "signers-both-good"),
    "104": ("altered-text", "detached-preamble-epilogue"),
    "105": ("unsigned", "encrypted-enveloped"),
    "106": ("digest-sha1", "rsa-sha384"),
    "107": ("signature-cut-off", "detached-signature-binary"),
    "108": ("digest-sha224", "rsa-sha384"),
    "111": ("time-signed-long-before", "time-signed-days-before"),
    "112": ("replay", "replay-same-identity"),
    "201": ("time-first-second", "time-not-yet-valid"),
    "202": ("class-sponsor", "class-mailbox"),
    "203": ("class-mailbox", "class-unknown"),
    "204": ("anchor-registered", "anchor-other-domain"),
    "205": ("chain-self-made", "anchor-self-made"),
    "206": ("anchor-other-domain", "anchor-registered"),
    "207": ("chain-link-missing", "chain-link-given"),
    "208": ("past-list-of-then", "past-list-one-second-late"),
    "209": ("time-expired-before-arrival", "time-last-second"),
    "211": ("time-not-yet-valid", "time-first-second"),
    "212": ("from-local-part-differs", "from-case-differs"),
    "213": ("time-expired-arrival-unknown", "time-expired-since"),
    "214": ("key-rsa-1024", "detached-rsa-sha256"),
    "215": ("usage-server", "usage-any-purpose"),
    "216": ("certificate-renewed", "certificate-renewed-early"),
    "217": ("certificate-renewed-early", "certificate-renewed"),
    "218": ("certificate-first", "certificate-same"),
    "219": ("chain-name-constraint", "chain-name-constraint-kept"),
    "222": ("from-case-differs", "from-domain-case-differs"),
    "301": ("ocsp-good-whole-chain", "ocsp-good-authority-open"),
    "302": ("revoked-at-arrival", "revoked-just-after-arrival"),
    "303": ("compromised-invalid-since-before", "compromised-invalid-since-after"),
    "304": ("revoked-just-after-arrival", "revoked-at-arrival"),
    "305": ("superseded-before-arrival", "superseded-after-arrival"),
    "306": ("ceased-before-arrival", "ceased-after-arrival"),
    "307": ("ocsp-good-authority-open", "ocsp-good-whole-chain"),
    "308": ("revocation-offline", "ocsp-nothing-recorded"),
    "309": ("past-list-one-second-late", "past-list-of-then"),
    "401": ("dkim-proved", "dkim-body-changed"),
    "402": ("dkim-not-aligned", "dkim-subdomain"),
    "403": ("dkim-body-changed", "dkim-proved"),
    "404": ("dkim-key-revoked", "dkim-key-not-answered"),
    "405": ("dkim-rsa-768", "dkim-rsa-1024"),
    "406": ("dkim-testing", "dkim-strict-key"),
    "407": ("dmarc-reject-proved", "dmarc-reject-broken-seal"),
    "408": ("server-says-fail", "server-says-fail-untrusted"),
    "409": ("server-says-refuse", "server-says-fail"),
    "411": ("dmarc-none-unsealed", "dmarc-only-reports-unsealed"),
    "412": ("arc-pass", "arc-set-missing"),
    "413": ("server-says-pass", "server-says-pass-other-name"),
    "414": ("smimea-match", "smimea-mismatch"),
    "415": ("smimea-mismatch", "smimea-match"),
    "416": ("smimea-insecure", "smimea-bogus"),
    "417": ("logo-trademark", "logo-in-use"),
    "418": ("logo-in-use", "logo-trademark"),
    "419": ("badge-proved", "badge-not-proved"),
    "422": ("badge-not-proved", "badge-signed"),
    "423": ("dmarc-reject-unsealed", "dmarc-reject-proved"),
    "501": ("required-since", "required-not-begun"),
    "502": ("expected-self-made", "expected-revocation-open"),
    "503": ("history-five-signed", "history-four-signed"),
    "504": ("name-holds-address", "name-holds-own-address"),
    "505": ("name-of-bank", "name-of-bank-own"),
    "506": ("domain-edit-left-out", "domain-edit-short-label"),
    "507": ("letters-mixed", "letters-kana-and-latin"),
    "508": ("exempt-until-later", "exempt-ended"),
    "509": ("list-registered-unchanged", "list-not-registered"),
    "511": ("required-mode-observe", "required-mode-warn"),
    "513": ("issuers-differ", "issuers-same"),
    "514": ("usual-self-made", "usual-revocation-open"),
    "601": ("partial-text-before", "detached-preamble-epilogue"),
    "602": ("list-registered-changed", "list-not-registered"),
    "603": ("list-rewrote-from", "list-rewrote-from-not-registered"),
    "604": ("signed-mail-forwarded", "forwarded-inside-signed"),
    "605": ("protected-subject-differs", "protected-subject-list-prefix"),
    "606": ("from-twice-signed", "from-several-signed"),
    "607": ("from-several-unsigned", "from-twice-unsigned"),
    "608": ("from-empty", "from-docomo-dots"),
    "609": ("signer-sender-field", "signer-reply-to-field"),
    "611": ("reply-elsewhere-signed", "reply-same-organisation"),
    "612": ("encrypted-enveloped", "compressed-unsigned"),
    "614": ("header-line-too-long", "header-line-longest"),
    "615": ("time-from-file", "time-first-second"),
    "902": ("parts-too-many", "parts-as-many-as-allowed"),
    "905": ("policy-unreadable-unsigned", "optional-unsigned"),
}

# code: (why no case of tests/messages can bring it about, what shows it: "here", or a test)
ELSEWHERE = {
    "512": ("what --policy names is the administrator's; the shipped directory is read where it is installed",
            "tests/gather/test-gather.c"),
    "613": ("the command has the bytes as they came; a mail client says when it has not", "here"),
    "901": ("64 MiB are too much for a folder of cases", "here"),
    "903": ("a clock decides", "tests/client/test-ending.c"),
    "904": ("no mail is known that ends the process that reads it", "tests/engine/test-torture.c"),
    "906": ("the runner makes sound records only", "here"),
    "907": ("check takes the roots that are installed, or --trust-anchors, and refuses to start with a broken file", "here"),
}


@dataclasses.dataclass(frozen=True)
class Row:
    """A message asked of the program: fires with what is given, does not with the neighbour."""

    code: str
    severity: str
    says: str
    fires: object
    neighbour: object


def read_codes():
    """{code: NAME} of the catalogue."""
    return {code: name for code, name in re.findall(r"^CF_REASON \((\d+), (\w+),", TABLE.read_text(), re.MULTILINE)}


def read_severities():
    """All (NAME, severity) that a rule may give."""
    found = re.findall(r"(?:CF_REASON_)?(\w+), +(?:CF_SEVERITY_)?(DANGER|CAUTION|NEUTRAL|GOOD), +(?:CF_DECIDES_)?\w+(?:\)| \}),$",
                       RULES.read_text(), re.MULTILINE)
    return {(name, severity.lower()) for name, severity in found}


def read_cases():
    """{case: {code: severity}} of what the cases print."""
    line = re.compile(r"CF(\d+) [^:]+: (\w+)")
    return {path.parent.name: dict(line.match(text).groups() for text in json.loads(path.read_text())["reasons"])
            for path in MESSAGES.glob("*/expect.json")}


def test_catalogue(results, codes):
    """Each code has its row, and only what is in the catalogue has one."""
    for code, name in codes.items():
        if (code in PAIRS) == (code in ELSEWHERE):
            results.result(False, f"CF{code} {name}: one row in PAIRS, or one in ELSEWHERE")
    unknown = (PAIRS.keys() | ELSEWHERE.keys()) - codes.keys()
    results.result(not unknown, f"{len(codes)} codes", [f"not in the catalogue: {sorted(unknown)}"] * bool(unknown))


def test_pairs(results, codes, cases):
    for code, (fires, neighbour) in PAIRS.items():
        wrong = [f"{name}: no such case" for name in (fires, neighbour) if name not in cases]
        wrong += [f"does not fire in {fires}"] * (code not in cases.get(fires, {code}))
        wrong += [f"fires in {neighbour}"] * (code in cases.get(neighbour, {}))
        results.result(not wrong, f"CF{code} {codes[code]}: {fires}, but not {neighbour}", wrong)


def test_severities(results, codes, cases):
    """Each severity that a rule gives is seen in a case."""
    seen = {(codes[code], severity) for found in cases.values() for code, severity in found.items()}
    elsewhere = {codes[code] for code in ELSEWHERE if code in codes}
    wanted = read_severities()
    for name, severity in sorted(wanted):
        if name not in elsewhere and (name, severity) not in seen:
            results.result(False, f"{name} as {severity}", ["no case has it"])
    results.result(len(wanted) > len(codes), f"{len(wanted)} severities of the rules")


def test_elsewhere(results, codes):
    """What another test shows is named there."""
    for code, (why, where) in ELSEWHERE.items():
        text = "" if where == "here" else (ROOT / where).read_text()
        named = where == "here" or re.search(rf"\b(CF{code}|{codes[code]})\b", text, re.IGNORECASE)
        results.result(bool(named), f"CF{code} {codes[code]}: {where}: {why}")


# --- asked of the program ---


class Given:
    """The program, the made cases, and a folder."""

    def __init__(self, arguments, folder):
        self.program, self.made, self.folder = arguments.program, arguments.cases, pathlib.Path(folder)
        (self.folder / "required.policy").write_text("[sender bank.example]\ncertificate=required\n", encoding="ascii")

    def message(self, name):
        return (self.made / name / "message.eml").read_bytes()

    def options(self, policy):
        rules = self.folder / "required.policy" if policy else self.made / "pki" / "empty.policy"
        return [f"--policy={rules}", "--lookups=offline"]

    def check(self, message, *options, policy=False):
        """{code: severity} by `certfirst check`."""
        given = [f"--trust-anchors={self.made}/pki/anchors.pem", f"--at={MOMENT}", f"--received={MOMENT}", *options]
        command = [self.program, "check", "--format=json", *self.options(policy), *given, "-"]
        return given_by(json.loads(tap.run(command, SECONDS, message)[1]))

    def ask(self, message, request, *options, policy=False):
        """The same by `certfirst engine`, as a mail client asks."""
        with Engine(self.program, [*self.options(policy), *options], SECONDS) as engine:
            (_, report), = engine.check_all([(None, message)], {"at": MOMENT, "received": MOMENT, **request})
        return given_by(report)


def given_by(report):
    return {code: reason["severity"] for code, reason in zip(reports.codes(report), report["reasons"])}


def large(size):
    """An unsigned mail of that many bytes."""
    head = b"From: info@bank.example\r\nSubject: x\r\n\r\n"
    line = b"x" * 76 + b"\r\n"
    left = size - len(head)
    return head + line * (left // len(line)) + b"x" * (left % len(line))


def record(given, name, octets=None, owner=0):
    """--history= of a record: another program's with its number, of these octets, or a new one."""
    path = given.folder / name
    if octets is not None:
        path.write_bytes(octets)
    elif owner:
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.executescript(f"PRAGMA application_id = {owner}; CREATE TABLE mail (subject)")
    return f"--history={path}"


def rows(given):
    good, altered, plain = map(given.message, ("required-good", "altered-text", "unsigned"))
    no_roots = "--roots-module=/dev/null"
    other, damaged = record(given, "other.db", owner=77), record(given, "damaged.db", b"no database" * 900)
    new = record(given, "new.db")
    for policy, severity in ((False, "neutral"), (True, "caution")):
        yield Row("901", severity, "64 MiB and one byte, and 64 MiB",
                  lambda: given.check(large(64 * MIB + 1), policy=policy), lambda: given.check(large(64 * MIB), policy=policy))
        yield Row("907", severity, "no roots: a signed mail, and an ordinary one",
                  lambda: given.ask(good, {}, no_roots, policy=policy), lambda: given.ask(plain, {}, no_roots, policy=policy))
    yield Row("906", "neutral", "the record is another program's, and a new one",
              lambda: given.check(good, other), lambda: given.check(good, new))
    yield Row("906", "neutral", "the record was damaged and is set aside, and a new one",
              lambda: given.check(good, damaged), lambda: given.check(good, new))
    yield Row("613", "neutral", "altered, by a client that may have done it, and by one that has not",
              lambda: given.ask(altered, {"exact": False}), lambda: given.ask(altered, {}))


def test_rows(results, given):
    asked = set()
    for row in rows(given):
        found, beside = row.fires(), row.neighbour()
        asked.add(row.code)
        results.result(found.get(row.code) == row.severity and row.code not in beside,
                       f"CF{row.code} {row.severity}: {row.says}", [f"found {found}, neighbour {beside}"])
    here = {code for code, (_, where) in ELSEWHERE.items() if where == "here"}
    results.result(asked == here, "what is shown here is asked here", [f"{sorted(asked ^ here)}"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--cases", required=True, type=lambda text: pathlib.Path(text).resolve())
    arguments = parser.parse_args()
    results = tap.Tap()
    codes, cases = read_codes(), read_cases()
    test_catalogue(results, codes)
    test_pairs(results, codes, cases)
    test_severities(results, codes, cases)
    test_elsewhere(results, codes)
    with tempfile.TemporaryDirectory() as folder:
        test_rows(results, Given(arguments, folder))
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
