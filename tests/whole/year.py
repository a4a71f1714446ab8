#!/usr/bin/python3
"""How often is genuine mail warned about?  A year of mail of 20 people (tests/make/office.py), no forgery among it.

Usage: year.py --program=CERTFIRST --judge=YEAR-JUDGE --directory=known-signers.policy [--keep=DIR]

MEANING section 9: danger below 1 in 2,000, caution below 1 in 200.  All mails
are judged in one process (year-judge.c); every sixtieth goes through
"certfirst policy dry-run" as well, which has to count the same.
"""
import argparse
import collections
import json
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(HERE), str(HERE.parent / "make")]

import office as made
import pki
import tap

AT = "2026-12-01T00:00:00Z"
MAX_DANGER, MAX_CAUTION = 1 / 2000, 1 / 200
SAMPLE = 60
COMPARED = ("mails", "severities", "verdicts", "reasons", "rules", "issuers", "signing_senders")


class Office:
    """The files of one run."""

    def __init__(self, folder, options):
        self.folder, self.options = pathlib.Path(folder), options
        self.year = made.Year(options.directory)
        self.kinds = []

    def path(self, name):
        return str(self.folder / name)

    def write(self):
        mails = []
        with open(self.path("year"), "wb") as box, open(self.path("sample"), "wb") as sample:
            for kind, message in self.year.mails():
                data = b"".join(made.mbox([message]))
                self.kinds.append(kind)
                box.write(data)
                if len(self.kinds) % SAMPLE == 0:
                    sample.write(data)
        mails = list(made.forgeries(self.year))
        (self.folder / "forged").write_bytes(b"".join(made.mbox(message for _, message in mails)))
        (self.folder / "answers.jsonl").write_bytes(self.year.answers())
        (self.folder / "office.policy").write_text(made.POLICY, encoding="utf-8")
        (self.folder / "anchors.pem").write_text(pki.files()["anchors.pem"])
        return [what for what, _ in mails]

    def judge(self, name):
        status, out, errors = tap.run([self.options.judge, self.path(name), self.path("answers.jsonl"), self.path("anchors.pem"), AT,
                                       self.options.directory, self.path("office.policy")], 200)
        assert status == 0, (status, errors.decode())
        return json.loads(out)

    def dry_run(self, name):
        _, out, errors = tap.run([self.options.program, "policy", "dry-run", f"--policy={self.options.directory}",
                                  f"--policy={self.path('office.policy')}", f"--lookups={self.path('answers.jsonl')}",
                                  f"--trust-anchors={self.path('anchors.pem')}", f"--at={AT}", "--format=json", self.path(name)], 200)
        assert out, errors.decode()
        return json.loads(out)


def numbers(found):
    return [int(one["file"].rsplit("#", 1)[1]) - 1 for one in found["worst"]]


def tell(out, found, kinds):
    """What was made, and what was warned about."""
    total = collections.Counter(kinds)
    warned = collections.defaultdict(collections.Counter)
    for number, one in zip(numbers(found), found["worst"]):
        warned[kinds[number]][f"{one['severity']} {one['code']}"] += 1
    for kind, many in total.most_common():
        said = ", ".join(f"{what}: {times}" for what, times in warned[kind].most_common())
        out.note(f"{many:6} {kind}{'  ' + said if said else ''}")
    for row in found["reasons"]:
        if row["caution"] or row["danger"]:
            out.note(f"{row['code']} {row['name']}: danger {row['danger']}, caution {row['caution']}")


def check_rates(out, found):
    many = found["mails"]
    for severity, most in (("danger", MAX_DANGER), ("caution", MAX_CAUTION)):
        times = found["severities"][severity]
        out.result(times < most * many, f"{severity}: {times} of {many} genuine mails, fewer than 1 in {1 / most:.0f}")


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "judge", "directory"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--keep")
    options = parser.parse_args()
    out = tap.Tap()
    with tempfile.TemporaryDirectory() as folder:
        office = Office(options.keep or folder, options)
        forgeries = office.write()
        found = office.judge("year")
        out.result(found["mails"] == len(office.kinds) >= 20000 and not found["unreadable"], f"{found['mails']} mails are read")
        tell(out, found, office.kinds)
        check_rates(out, found)
        # Quiet because it knows, not because it is deaf.
        out.result(found["verdicts"]["verified"] > 1000, f"{found['verdicts']['verified']} are verified")
        warned = set(numbers(office.judge("forged")))
        for number, what in enumerate(forgeries):
            out.result(number in warned, f"warned about: {what}")
        one, other = office.judge("sample"), office.dry_run("sample")
        out.result(all(one[key] == other[key] for key in COMPARED), f"dry-run counts the same of {other['mails']} mails",
                   [f"{key}: {one[key]} / {other[key]}" for key in COMPARED if one[key] != other[key]])
    return out.finish()


if __name__ == "__main__":
    sys.exit(main())
