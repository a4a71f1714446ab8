#!/usr/bin/python3
"""Makes the sample mailbox.

Usage: make-samples.py [--stamp=FILE --depfile=FILE] OUT

OUT/inbox/1, 2 … are the messages as an MH folder holds them, with LF line
ends; OUT/anchors.pem the roots, OUT/policy.policy the rules that they are
judged under.  OUT/manifest.tsv tells what each one is and what has to be said
about it when nobody knows when it arrived and nothing is looked up.
"""
import argparse
import datetime
import pathlib
import sys

sys.dont_write_bytecode = True

import mail
import moment
import pki
import stamp
from samples import POLICY, SAMPLES

COLUMNS = ("file", "language", "what", "verdict", "severity", "code")


def when(number):
    """Office hours from nine to six, Monday to Friday: the mails follow each other at one pace, from 11 May 2026."""
    days, seconds = divmod(760 + 22763 * (number - 1), 9 * 3600)
    weeks, day = divmod(days, 5)
    monday = datetime.datetime(2026, 5, 11, 9, tzinfo=moment.JST)
    return monday + datetime.timedelta(weeks=weeks, days=day, seconds=seconds)


def write(out):
    inbox = out / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    rows = ["\t".join(COLUMNS)]
    for number, sample in enumerate(SAMPLES, 1):
        with moment.at(when(number)):
            message = sample.make()
        (inbox / str(number)).write_bytes(mail.with_line_feeds(message))
        rows.append("\t".join((f"inbox/{number}", sample.language, sample.what, sample.verdict, sample.severity,
                               sample.code)))
    (out / "anchors.pem").write_text(pki.bundle(*pki.roots()), encoding="ascii")
    (out / "policy.policy").write_text(POLICY, encoding="utf-8")
    (out / "manifest.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    stamp.add_options(parser)
    parser.add_argument("out", type=pathlib.Path)
    arguments = parser.parse_args()
    write(arguments.out)
    stamp.write(arguments, [])


if __name__ == "__main__":
    main()
