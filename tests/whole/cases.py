#!/usr/bin/python3
"""Holds `certfirst check` against every folder of tests/messages.

Usage: cases.py --program=CERTFIRST --cases=DIR [--update] [CASE...]

DIR is what make-cases.py wrote.  A case passes when the report meets the
[expect] section of its case.ini, which people derived from the specification,
and equals its expect.json, which --update writes from the program and people
read.  --update refuses a report that does not meet [expect].

case.ini
  [case]    says, source
  [check]   options of `certfirst check`, file names as in DIR/CASE or DIR, several parted by spaces;
            at and received are 2026-06-15T09:00:00Z unless said (none: left out),
            lookups offline, trust-anchors pki/anchors.pem, policy an empty file
            history: a record of earlier mail that is this case's own, "new", or filled from a file as
            `certfirst history export` writes it
            earlier: mails that are checked first, in the order of their names; with a record they are learned
  [expect]  verdict, severity: a|b where the specification leaves it open
            codes: these, in this order, the deciding one first
            has, may, absent: codes that must be, may be, must not be anywhere
            anything.else: a value of the report by its path
Every caution and danger of a report has to be named in codes, has or may.
"""
import argparse
import concurrent.futures
import configparser
import contextlib
import difflib
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True

import report as reports
import tap

SOURCES = pathlib.Path(__file__).resolve().parent.parent / "messages"
MOMENT = "2026-06-15T09:00:00Z"
DEFAULTS = {"at": MOMENT, "received": MOMENT, "lookups": "offline", "policy": "pki/empty.policy",
            "trust-anchors": "pki/anchors.pem"}
FILES = {"policy", "user-policy", "trust-anchors", "extra-certs", "crl", "decrypted"}
NO_FILES = {"live", "offline", "none"}
NO_OPTIONS = {"history", "earlier"}
# Two sentences that no report may say together: confirmed, and not; a key that is too short, and a seal that counts;
# no rule, and what the rule asks for.
CONTRADICTIONS = (("407", "408"), ("407", "409"), ("407", "422"), ("407", "423"), ("405", "407"), ("401", "405"),
                  ("409", "411"), ("411", "423"), ("419", "422"), ("101", "104"), ("213", "208"), ("216", "217"))
WORDS = ("verdict", "severity", "codes", "has", "may", "absent")
SECONDS = 120
AT_ONCE = 3  # processes: most of their time is start and end


class Case:
    """One folder of tests/messages."""

    def __init__(self, folder, made):
        self.name = folder.name
        self.expected_file = folder / "expect.json"
        self.message = made / folder.name / "message.eml"
        ini = configparser.ConfigParser(interpolation=None, delimiters=("=",))
        ini.optionxform = str
        ini.read(folder / "case.ini", encoding="utf-8")
        self.says = ini["case"]["says"]
        self.expect = dict(ini["expect"])
        self.given = {**DEFAULTS, **(ini["check"] if "check" in ini else {})}
        self.made = made

    def options(self):
        """The command line without the message."""
        found = ["--format=json", "--lang=en"]
        for name, text in self.given.items():
            if name in NO_OPTIONS:
                continue
            is_file = name in FILES or name == "lookups" and text not in NO_FILES
            for value in text.split() if is_file or name == "authserv-id" else [text]:
                if value != "none":
                    found.append(f"--{name}={self.locate(value) if is_file else value}")
        return tuple(found)

    def group(self):
        """What cases have in common that one process may check; what is learned is nobody else's."""
        return self.options(), self.name if NO_OPTIONS & self.given.keys() else None

    def earlier(self):
        pattern = self.given.get("earlier")
        return sorted((self.made / self.name).glob(pattern)) if pattern else []

    def locate(self, file_name):
        beside = self.made / self.name / file_name
        return beside if beside.exists() else self.made / file_name


def alternatives(text):
    """"101 205|219" as [{"101"}, {"205", "219"}]."""
    return [set(word.split("|")) for word in text.split()]


def follows(found, wanted):
    """Whether the codes found begin with the first one wanted and go on with the others in order."""
    if wanted and (not found or found[0] not in wanted[0]):
        return False
    rest = iter(found)
    return all(any(code in choice for code in rest) for choice in wanted)


def as_word(value):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def check_codes(expect, report):
    """What is wrong with the reasons."""
    found = reports.codes(report)
    wanted, has = alternatives(expect.get("codes", "")), alternatives(expect.get("has", ""))
    named = set().union(*wanted, *has, expect.get("may", "").split())
    if not follows(found, wanted):
        yield f"codes: wanted {expect['codes']}, found {' '.join(found)}"
    for choice in has:
        if not choice & set(found):
            yield f"has: {'|'.join(sorted(choice))} is not among {' '.join(found)}"
    for code in expect.get("absent", "").split():
        if code in found:
            yield f"absent: {code} is there"
    for reason in report["reasons"]:
        code = reason["code"].removeprefix("CF")
        if reason["severity"] in reports.ALARMS and code not in named:
            yield f"codes: an alarm that nobody expects: {code} {reason['severity']}"


def check_contradictions(report):
    """What a report says and takes back."""
    found = set(reports.codes(report))
    for pair in CONTRADICTIONS:
        if found.issuperset(pair) and len(report["smime"]["signers"]) < 2:
            yield f"codes: {' and '.join(pair)} contradict each other"


def check_values(expect, report):
    """What is wrong with everything else."""
    for key in ("verdict", "severity"):
        if report[key] not in expect[key].split("|"):
            yield f"{key}: wanted {expect[key]}, found {report[key]}"
    for path, wanted in expect.items():
        if path in WORDS:
            continue
        try:
            found = as_word(reports.find(report, path))
        except (KeyError, IndexError, TypeError):
            found = "no such value"
        if found != wanted:
            yield f"{path}: wanted {wanted}, found {found}"
    missing = reports.KEYS - report.keys()
    if missing:
        yield f"keys missing: {' '.join(sorted(missing))}"


def check_expected_file(case, report):
    if not case.expected_file.exists():
        yield f"no {case.expected_file.name}: write it with --update, and read it"
        return
    before = case.expected_file.read_text(encoding="utf-8").splitlines()
    after = reports.to_text(report, case.made).splitlines()
    yield from difflib.unified_diff(before, after, "expect.json", "found", lineterm="", n=2)


def judge(case, report, update, results):
    wrong = [*check_values(case.expect, report), *check_codes(case.expect, report), *check_contradictions(report)]
    if update and not wrong:
        case.expected_file.write_text(reports.to_text(report, case.made), encoding="utf-8")
    elif not update:
        wrong += check_expected_file(case, report)
    results.result(not wrong, f"{case.name}: {case.says}", wrong)


@contextlib.contextmanager
def record(program, case):
    """The option that gives the case its own record of earlier mail; none when it wants none."""
    given = case.given.get("history")
    if given is None:
        yield []
        return
    with tempfile.TemporaryDirectory(prefix="certfirst-") as folder:
        option = f"--history={folder}/ledger.db"
        if given != "new":
            status, _, errors = tap.run([program, "history", "import", case.locate(given), option], SECONDS)
            if status != 0:
                raise RuntimeError(f"{case.name}: {given}: {errors.decode()}")
        yield [option]


def run_together(program, cases):
    """(status, output, errors) of one process for all cases with the same options."""
    with record(program, cases[0]) as option:
        messages = [*cases[0].earlier(), *(case.message for case in cases)]
        return tap.run([program, "check", *cases[0].options(), *option, *messages], SECONDS)


def judge_together(cases, ran, results, update):
    status, output, errors = ran
    try:
        found = reports.read_lines(output)
    except ValueError as error:
        found = {}
        results.note(f"not JSON: {error}")
    for case in cases:
        report = found.get(str(case.message))
        if report is None:
            results.result(False, f"{case.name}: {case.says}", [f"no report; status {status}", errors.decode()])
        else:
            judge(case, report, update, results)
    wanted = reports.exit_status(found.values())
    if status != wanted and len(found) == len(cases[0].earlier()) + len(cases):
        results.result(False, f"exit status {wanted} for {cases[0].name} and its like", [f"found {status}"])


def judge_again(program, output, results):
    """Every report alone says what it said when it was made: its evidence is all that the rules need (REPORT.md)."""
    wanted = len(output.splitlines())
    status, said, errors = tap.run([program, "explain", "--judge", "--lang=en", "-"], SECONDS, output)
    text = said.decode()
    same = text.count("Judged again: the same")
    passed = status == 0 and same == wanted
    notes = [f"status {status}, the same {same}", errors.decode()[:2000], *(part[:500] for part in text.split("something differs")[1:9])]
    results.result(passed, f"{wanted} reports judged again with \"explain --judge\": the same", [] if passed else notes)


def grouped(made, names=()):
    """The cases by their options; all of them when no names are given."""
    groups = {}
    for path in sorted(SOURCES.glob("*/case.ini")):
        if not names or path.parent.name in names:
            case = Case(path.parent, made)
            groups.setdefault(case.group(), []).append(case)
    return groups


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--cases", required=True, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--update", action="store_true")
    parser.add_argument("names", nargs="*")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    groups = grouped(arguments.cases, arguments.names)
    results = tap.Tap()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        every = list(pool.map(lambda group: run_together(arguments.program, group), groups.values()))
    for group, ran in zip(groups.values(), every):
        judge_together(group, ran, results, arguments.update)
    judge_again(arguments.program, b"".join(output for _, output, _ in every), results)
    total = sum(map(len, groups.values()))
    results.result(total > 0, f"{total} cases in {len(groups)} processes")
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
