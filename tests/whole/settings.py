#!/usr/bin/python3
"""Every key of a policy file does something that a test sees.

Usage: settings.py [--program=CERTFIRST]

A key that is parsed, linted and shown, and that nothing obeys, is worse than
none: an administrator relies on it.  Each key has to stand in a policy file of
tests/messages, or in ELSEWHERE with the test that shows what it does.
"""
import configparser
import pathlib
import re
import sys

sys.dont_write_bytecode = True

import tap

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "plugin" / "policy" / "cf-policy-table.h"
NOTHING = "for people: nothing depends on it"

# (section, key): the test that shows it, and by which words it is found there
ELSEWHERE = {
    ("sender", "note"): (NOTHING, ""),
    ("sender", "source"): (NOTHING, ""),
    ("sender", "read"): (NOTHING, ""),
    ("anchor", "registry"): ("tests/cert/test-anchor.c", "registry"),
    ("network", "mode"): ("tests/whole/ocsp.py", "mode="),
    ("network", "at-opening"): ("tests/whole/ocsp.py", "at-opening=never"),
    ("network", "allow-private"): ("tests/whole/ocsp.py", "allow-private=true"),
    ("network", "proxy"): ("tests/engine/test-question.c", "proxy"),
    ("history", "days"): ("tests/cli/history.py", "days"),
}


def read_keys():
    """(section, key) in the order of the table; a key of each account is called user@host."""
    text = TABLE.read_text()
    names = dict(re.findall(r'^CF_POLICY_SECTION \((\w+), "([^"]+)"', text, re.MULTILINE))
    return [(names[section], key) for section, key in re.findall(r'^CF_POLICY_KEY \((\w+), \w+, "([^"]+)"', text, re.MULTILINE)]


def read_cases():
    """{(section, key): a case}."""
    found = {}
    for path in sorted((ROOT / "tests" / "messages").glob("*/*.policy")):
        ini = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=False)
        ini.optionxform = str
        try:
            ini.read(path, encoding="utf-8")
        except configparser.Error:
            continue  # a case of a broken file
        for section in ini.sections():
            for key in ini[section]:
                found.setdefault((section.split()[0], "user@host" if "@" in key else key), path.parent.name)
    return found


def main():
    results = tap.Tap()
    cases, keys = read_cases(), read_keys()
    for section, key in keys:
        where, words = ELSEWHERE.get((section, key), ("", ""))
        shown = (section, key) in cases or where == NOTHING or bool(where) and words in (ROOT / where).read_text()
        results.result(shown, f"[{section}] {key}=: {cases.get((section, key)) or where or 'no test'}")
    unknown = sorted(ELSEWHERE.keys() - set(keys))
    results.result(keys and not unknown, f"{len(keys)} keys", [f"not in the table: {unknown}"] * bool(unknown))
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
