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
import email.utils
import pathlib
import sys

sys.dont_write_bytecode = True

import mail
import pki
import stamp
from samples import POLICY, SAMPLES

COLUMNS = ("file", "language", "what", "verdict", "severity", "code")


def date(number):
    """One mail a day, the last on 15 June 2026."""
    zone = datetime.timezone(datetime.timedelta(hours=9))
    first = datetime.datetime(2026, 6, 15, 17, 58, tzinfo=zone) - datetime.timedelta(days=len(SAMPLES))
    return email.utils.format_datetime(first + datetime.timedelta(days=number, minutes=37 * number % 480))


def with_date(message, number):
    """Only where the date stands outside a signature alone."""
    usual = f"Date: {mail.DATE}".encode()
    if message.count(usual) != 1:
        return message
    return message.replace(usual, f"Date: {date(number)}".encode())


def write(out):
    inbox = out / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    rows = ["\t".join(COLUMNS)]
    for number, sample in enumerate(SAMPLES, 1):
        message = with_date(sample.make(), number)
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
