#!/usr/bin/python3
"""Holds the sample mailbox against its manifest.

Usage: samples.py --program=CERTFIRST --samples=DIR

DIR is what make-samples.py wrote.  Each message is checked as a person sees it
in a folder: nobody knows when it arrived, and no answer came from outside.
"""
import argparse
import csv
import pathlib
import sys

sys.dont_write_bytecode = True

import report as reports
import tap

SECONDS = 120
MOMENT = "2026-11-22T00:00:00Z"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--samples", required=True, type=lambda text: pathlib.Path(text).resolve())
    arguments = parser.parse_args()
    samples = arguments.samples
    with open(samples / "manifest.tsv", encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    results = tap.Tap()
    for lang in ("en", "ja"):
        options = ["--format=json", f"--lang={lang}", f"--trust-anchors={samples / 'anchors.pem'}",
                   f"--policy={samples / 'policy.policy'}", f"--at={MOMENT}"]
        status, output, errors = tap.run([arguments.program, "check", *options, *(samples / row["file"] for row in rows)],
                                         SECONDS)
        found = reports.read_lines(output)
        results.result(status == 1, f"{lang}: exit status 1, something warned", [errors.decode()] if status != 1 else [])
        for row in rows:
            compare(row, lang, found.get(str(samples / row["file"])), results)
    return results.finish()


def compare(row, lang, report, results):
    wanted = (row["verdict"], row["severity"], row["code"])
    found = report and (report["verdict"], report["severity"], report["reasons"][0]["code"])
    passed = wanted == found and bool(report["headline"]) and report["lang"] == lang
    results.result(passed, f"{lang}: {row['file']}: {row['what']}",
                   [] if passed else [f"wanted {wanted}, found {found}", report and reports.codes(report)])


if __name__ == "__main__":
    sys.exit(main())
