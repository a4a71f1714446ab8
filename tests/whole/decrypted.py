#!/usr/bin/python3
"""What a host decrypted, beside its mail: the ways in, the record of earlier mail, limits, and changed bytes.

Usage: decrypted.py --program=CERTFIRST --cases=DIR

DIR is what make-cases.py wrote; what single mails are judged to be is with the data cases.
"""
import argparse
import base64
import json
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True

import engine
import report as reports
import tap

SECONDS = 120
MOMENT = "2026-06-15T09:00:00Z"
SENDER = "info@bank.example"
LIMIT = 64 << 20
FLIPS = 24


class Given:
    """The mail, what was decrypted of it, and how the program is asked about them."""

    def __init__(self, program, cases):
        self.program = program
        self.folder = cases / "decrypted-signed"
        self.message = self.folder / "message.eml"
        self.inner = self.folder / "inner.eml"
        pki = cases / "pki"
        self.options = [f"--trust-anchors={pki / 'anchors.pem'}", f"--policy={pki / 'empty.policy'}"]

    def check(self, *more, message=None):
        command = [self.program, "check", "--format=json", "--lang=en", "--lookups=offline", f"--at={MOMENT}",
                   f"--received={MOMENT}", *self.options, *more, message or self.message]
        status, output, errors = tap.run(command, SECONDS)
        return status, json.loads(output) if output else None, errors.decode()


def essence(report):
    return {key: value for key, value in report.items() if key not in ("source", "timing")}


def check_record(given, out):
    """The verdict of the closed mail is not for ever, and the open one counts once."""
    with tempfile.TemporaryDirectory() as folder:
        record = f"--history={folder}/ledger.db"
        part = f"--decrypted={given.inner}"
        found = [given.check(record, *more)[1] for more in ((), (part,), (), (part,))]
        told = [(report["verdict"], reports.codes(report)[0]) for report in found]
        closed, opened = ("undetermined", "612"), told[1]
        out.result(told == [closed, ("verified", opened[1]), closed, opened], "closed, opened, closed, opened", told)
        out.result(len({report["canonical_sha256"] for report in found}) == 1, "one mail in the record")
        command = [given.program, "history", "show", SENDER, "--format=json", f"--at={MOMENT}", record]
        status, output, errors = tap.run(command, SECONDS)
        shown = json.loads(output) if status == 0 else {}
        out.result(shown.get("signed") == 1 and shown.get("unsigned") == 0, "it counts as one signed mail",
                   [status, output.decode(), errors.decode()])


def check_closed(given, out):
    """A closed mail of a proved domain is no unsigned mail of its sender."""
    folder = given.folder.parent / "decrypted-domain-proved"
    with tempfile.TemporaryDirectory() as place:
        record = f"--history={place}/ledger.db"
        _, report, errors = given.check(record, f"--lookups={folder / 'answers.jsonl'}", message=folder / "message.eml")
        status, output, _ = tap.run([given.program, "history", "export", record], SECONDS)
        counted = [json.loads(line).get("counted") for line in output.splitlines()[1:]]
        out.result(report["domain"]["proved"] and counted == ["shown"], "a closed mail counts for nothing", [counted, errors])


def ask_in_chunks(running, given, number):
    """Both parts in small chunks, one of each in turn."""
    members = {"place": "file", "exact": True, "lang": "en", "at": MOMENT, "received": MOMENT, "decrypted": True,
               "source": None}
    running.send({"type": "check", "id": number, "from": "data", **members})
    for part, name in ((given.inner.read_bytes(), "decrypted"), (given.message.read_bytes(), "message")):
        for at in range(0, len(part), 1000):
            running.send({"type": "data", "id": number, "part": name, "last": at + 1000 >= len(part),
                          "bytes": base64.b64encode(part[at:at + 1000]).decode()})
    answer = running.receive()
    return answer.get("report")


def check_ways(given, out):
    """Over pipes it is the same report as by memfd."""
    _, by_memfd, _ = given.check(f"--decrypted={given.inner}")
    with engine.Engine(given.program, ["--offline", *given.options], SECONDS) as running:
        in_chunks = ask_in_chunks(running, given, next(running.numbers))
    out.result(in_chunks is not None and essence(in_chunks) == essence(by_memfd), "the same report in chunks",
               [in_chunks and in_chunks["headline"], by_memfd["headline"]])
    out.result(by_memfd["smime"]["decrypted"] == "host" and by_memfd["verdict"] == "verified", "which is good")


def check_limits(given, out):
    """The limit holds for both together, and a part that does not count has none."""
    with tempfile.TemporaryDirectory() as folder:
        large = pathlib.Path(folder, "large.eml")
        head = given.inner.read_bytes()
        room = LIMIT - given.message.stat().st_size
        for size in (room, room + 1, LIMIT, LIMIT + 1):
            large.write_bytes(head + b"\r\n" * ((size - len(head)) // 2) + b"x" * ((size - len(head)) % 2))
            _, report, errors = given.check(f"--decrypted={large}")
            found = reports.codes(report) if report else []
            good = report is not None and ("901" in found) == (size > room)
            good = good and (size <= room or report["verdict"] == "undetermined")
            out.result(good, f"{size} octets decrypted: CF901 {'comes' if size > room else 'does not come'}",
                       [found, errors])
        plain = pathlib.Path(folder, "plain.eml")
        plain.write_bytes(b"From: a@example.org\r\nSubject: x\r\n\r\ntext\r\n")
        _, report, errors = given.check(f"--decrypted={large}", message=plain)
        out.result(report is not None and reports.codes(report)[0] == "105", "none where the mail is not encrypted",
                   [report and reports.codes(report), errors])


def check_usage(given, out):
    for name, options, words in (("two mails", [f"--decrypted={given.inner}", given.message], "one message"),
                                 ("no such file", ["--decrypted=/nowhere/inner.eml"], "/nowhere/inner.eml")):
        status, report, errors = given.check(*options)
        out.result(status == 2 and report is None and words in errors, f"refused: {name}", [status, errors])


def check_changes(given, out):
    """No single changed octet of the signed text is approved."""
    inner = given.inner.read_bytes()
    begin = inner.index(b"Hello,")
    length = inner.index(b"Example Bank", begin) - begin
    approved = []
    with tempfile.TemporaryDirectory() as folder:
        changed = pathlib.Path(folder, "inner.eml")
        for at in range(begin, begin + length, max(1, length // FLIPS)):
            changed.write_bytes(inner[:at] + bytes([inner[at] ^ 1]) + inner[at + 1:])
            _, report, _ = given.check(f"--decrypted={changed}")
            if report is None or report["verdict"] != "invalid":
                approved.append((at, report and report["verdict"]))
    out.result(not approved, "a changed octet of the signed text is invalid", approved)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--cases", required=True, type=lambda text: pathlib.Path(text).resolve())
    options = parser.parse_args()
    given = Given(options.program, options.cases)
    out = tap.Tap()
    for test in (check_ways, check_record, check_closed, check_limits, check_usage, check_changes):
        test(given, out)
    return out.finish()


if __name__ == "__main__":
    sys.exit(main())
