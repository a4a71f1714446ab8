#!/usr/bin/python3
"""The same mail gives the same report, in whatever form a client keeps it.

Usage: canonical.py --program=CERTFIRST --cases=DIR

Every case once more with LF line ends, without its last line end, and with the
fields that a client writes at the start: digest of the canonical form, verdict
and codes stay as they were (DESIGN, canonical form).  A message that holds bare
LF has no LF form of its own, one that ends with an empty line needs it.
"""
import argparse
import concurrent.futures
import functools
import pathlib
import re
import sys
import tempfile

sys.dont_write_bytecode = True

import cases
import report as reports
import tap

SECONDS = 120
CLIENT_FIELDS = b"X-Mozilla-Status: 0001\r\nX-Mozilla-Status2: 00800000\r\nX-Mozilla-Keys: \r\nX-UIDL: 17-4711\r\n"


# What is told apart on purpose.
DIFFER = {
    ("detached-line-feeds-turned", "line_feeds"): "signed over bare LF: the bytes as they are count too (MEANING 4)",
    ("header-begins-with-space", "client_fields"): "its first line becomes a continuation of the client's last field",
}


def line_feeds(octets):
    return None if re.search(rb"(?<!\r)\n", octets) else octets.replace(b"\r\n", b"\n")


def client_fields(octets):
    return CLIENT_FIELDS + octets


def no_last_line_end(octets):
    return None if octets.endswith(b"\r\n\r\n") else octets.removesuffix(b"\r\n")


FORMS = (line_feeds, client_fields, no_last_line_end)


def essence(report):
    return report and (report["canonical_sha256"], report["verdict"], report["severity"], reports.codes(report))


def split(names, options):
    """What one process checks: all of them, but a decrypted part belongs to one message."""
    return [[name] for name in names] if any(option.startswith("--decrypted") for option in options) else [names]


def run_group(program, group, folder):
    """All forms of all cases with the same options, in one process: the files, what was found, what was said."""
    files = {}
    for case in group:
        octets = case.message.read_bytes()
        for form in FORMS:
            changed = form(octets)
            path = folder / f"{case.name}.{form.__name__}.eml"
            if changed is not None and (case.name, form.__name__) not in DIFFER:
                path.write_bytes(changed)
                files[str(path)] = (case, form)
    found, errors = {}, b""
    options = group[0].options()
    for names in split([*(str(case.message) for case in group), *files], options):
        _, output, said = tap.run([program, "check", *options, *names], SECONDS)
        found |= reports.read_lines(output)
        errors += said
    return files, found, errors


def judge_group(ran, results):
    files, found, errors = ran
    for path, (case, form) in files.items():
        before, after = essence(found.get(str(case.message))), essence(found.get(path))
        same = before is not None and before == after
        results.result(same, f"{case.name}: {form.__name__.replace('_', ' ')}",
                       [] if same else [f"before: {before}", f"after: {after}", errors.decode()])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--cases", required=True, type=lambda text: pathlib.Path(text).resolve())
    arguments = parser.parse_args()
    results = tap.Tap()
    with tempfile.TemporaryDirectory() as folder:
        run = functools.partial(run_group, arguments.program, folder=pathlib.Path(folder))
        with concurrent.futures.ThreadPoolExecutor(cases.AT_ONCE) as pool:
            for ran in pool.map(run, cases.grouped(arguments.cases).values()):
                judge_group(ran, results)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
