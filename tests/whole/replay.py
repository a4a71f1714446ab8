#!/usr/bin/python3
"""Signed mail that arrives, and that comes again, with a record of earlier mail: CF112, CF111 and CF209.

Usage: replay.py --program=CERTFIRST --cases=DIR

Each row is mail after mail into one record; the last one's deciding code counts.
"""
import argparse
import dataclasses
import pathlib
import re
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "make"))

import der
import report as reports
import tap
from kit import Signer, bank, detached, hello, letter, signed_last_year

SECONDS = 60
MOMENT = "2026-06-15T09:00:00Z"
CURVE = {"kind": "p-256"}


class Twin:
    """The key pair of another signer, of whose signatures (r, s) it writes down (r, -s)."""

    def __init__(self, pair):
        self.pair = pair

    def __getattr__(self, name):
        return getattr(self.pair, name)

    def sign(self, *what):
        r, s = numbers(self.pair.sign(*what))
        return der.seq(der.integer(r), der.integer(self.pair.order - s))


def numbers(signature):
    """The two of an ECDSA signature by P-256, whose lengths have one octet."""
    rest = signature[2:]
    for _ in range(2):
        length = rest[1]
        yield int.from_bytes(rest[2:2 + length], "big")
        rest = rest[2 + length:]


def mail(identity="one", twin=False, **more):
    signer = bank(**CURVE)
    if twin:
        signer = dataclasses.replace(signer, key=Twin(signer.key))
    return letter(detached(hello(), signer), identity=identity, **more)


def without_identity(message):
    return re.sub(rb"Message-ID:[^\r]*\r\n", b"", message)


def rows():
    first, other = mail(), mail("two", subject="Another subject")
    yield "the same mail again", [first, first], "CF202"
    yield "a copy of it by another way", [first, b"Received: by mx.example; Mon, 15 Jun 2026 17:59:30 +0900\r\n" + first], "CF202"
    yield "under another Message-ID", [first, other], "CF112"
    yield "a mail without Message-ID, opened again", [without_identity(first), without_identity(first)], "CF202"
    yield "a mail without Message-ID, opened a third time", [without_identity(first)] * 3, "CF202"
    yield "without Message-ID, with another subject", [without_identity(first), without_identity(other)], "CF112"
    yield "the Message-ID taken away", [first, without_identity(first)], "CF112"
    yield "a Message-ID given to one that had none", [without_identity(first), first], "CF112"
    yield "the twin of the signature", [first, mail("two", twin=True)], "CF112"
    yield "the twin first", [mail("two", twin=True), first], "CF112"
    # It arrives now, and the record did not know it before: what it is at first sight it stays.
    expired = letter(detached(hello(), signed_last_year()))
    yield "an expired certificate", [expired], "CF209"
    yield "an expired certificate, opened again", [expired, expired], "CF209"
    yield "signed weeks before it arrives", [letter(detached(hello(), Signer(bank(), time="2026-05-01T00:00:00")))], "CF111"


def check(program, made, row, results):
    says, messages, wanted = row
    with tempfile.TemporaryDirectory() as folder:
        for number, message in enumerate(messages):
            path = pathlib.Path(folder) / f"{number}.eml"
            path.write_bytes(message)
            command = [program, "check", "--format=json", f"--history={folder}/history.db", f"--at={MOMENT}",
                       "--lookups=offline", f"--policy={made / 'pki' / 'empty.policy'}",
                       f"--trust-anchors={made / 'pki' / 'anchors.pem'}", str(path)]
            _, output, errors = tap.run(command, SECONDS)
            report = reports.read_lines(output).get(str(path))
        found = report["reasons"][0]["code"] if report else errors.decode()
        results.result(found == wanted, says, [] if found == wanted else [f"wanted {wanted}, found {found}"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--cases", required=True, type=lambda text: pathlib.Path(text).resolve())
    arguments = parser.parse_args()
    results = tap.Tap()
    for row in rows():
        check(arguments.program, arguments.cases, row, results)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
