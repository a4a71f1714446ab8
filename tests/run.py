#!/usr/bin/python3
"""Runs every test suite and ends with one line: N passed, N failed, N skipped.

Usage: tests/run.py BUILD SANITIZED
All suites run in BUILD; the unit tests and the data cases run again in
SANITIZED (clang, address and undefined-behaviour sanitizers), which is compiled
and whose readers are fuzzed beside the others.  Every single TAP line is
counted.  In CI (CI set in the environment) a missing mail client is a
failure, because every test asks for what it needs and says "not ok".

What failed is said again at the end, with its reasons.  A few programs that
failed in a mail client run once more, alone: a client that was too slow on a
busy machine is no fault of ours.  The last run counts, and the output names
each program that needed two.
"""
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

TAP_LINE = re.compile(r"^\s*(not ok|ok)\b(.*)$")
CLIENT_SUITES = ("claws", "evolution", "thunderbird")
MOST_AGAIN = 4  # more than these: not the machine
MOST_LINES, LONGEST_LINE = 12, 240
FUZZ_LOG = "fuzz"


@dataclasses.dataclass
class Outcome:
    """Of one test program: its TAP lines counted, and what it says of those that failed."""
    name: str
    ok: bool
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: tuple = ()

    @property
    def is_in_client(self):
        suites = self.name.partition(" / ")[0].partition(":")[2].split("+")
        return any(suite in CLIENT_SUITES for suite in suites)


def find_reasons(lines):
    """The lines of failed checks, each with the comments that follow it."""
    kept, failing = [], False
    for line in lines:
        found = TAP_LINE.match(line)
        if found:
            failing = found[1] == "not ok"
        if failing and (found or line.lstrip().startswith("#")):
            kept.append(line.strip()[:LONGEST_LINE])
    return tuple(kept[:MOST_LINES])


def read_outcome(test):
    """One line of meson's log of tests."""
    lines = (test.get("stdout") or "").splitlines()
    results = [found for found in map(TAP_LINE.match, lines) if found]
    ok = test["result"] in ("OK", "SKIP", "EXPECTEDFAIL")
    outcome = Outcome(test["name"], ok, reasons=find_reasons(lines))
    outcome.failed = sum(1 for found in results if found[1] == "not ok")
    outcome.skipped = sum(1 for found in results if found[1] == "ok" and "# SKIP" in found[2].upper())
    outcome.passed = sum(1 for found in results if found[1] == "ok") - outcome.skipped
    if not ok and not outcome.failed:
        outcome.failed = 1
        outcome.reasons += (f"{test['result']} after {test.get('duration', 0):.0f} s", *last_lines(test))
    if ok and not results:
        outcome.passed += test["result"] == "OK"
        outcome.skipped += test["result"] == "SKIP"
    return outcome


def last_lines(test):
    return [line[:LONGEST_LINE] for line in (test.get("stderr") or test.get("stdout") or "").splitlines()[-3:]]


def read_outcomes(build, log="testlog"):
    """Those of the last run in a build folder: {name: Outcome}."""
    log = pathlib.Path(build, "meson-logs", f"{log}.json").read_text(encoding="utf-8", errors="replace")
    outcomes = map(read_outcome, map(json.loads, log.splitlines()))
    return {outcome.name: outcome for outcome in outcomes}


def run(build, suites=(), names=(), processes=1):
    command = ["meson", "test", "-C", build, "--no-rebuild", "--print-errorlogs", f"--num-processes={processes}"]
    for suite in suites:
        command += ["--suite", suite]
    env = dict(os.environ, ASAN_OPTIONS="detect_leaks=1", UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1")
    env["LSAN_OPTIONS"] = "suppressions=" + str(pathlib.Path(__file__).resolve().parent / "leaks.supp")
    subprocess.run([*command, *names], env=env)
    return read_outcomes(build)


def run_again(build, outcomes):
    """Gives the names of those that passed only now; outcomes gets the newer ones."""
    names = [name for name, outcome in outcomes.items() if not outcome.ok and outcome.is_in_client]
    if not 0 < len(names) <= MOST_AGAIN:
        return []
    print("certfirst: once more, alone:", *(name.partition(" / ")[2] for name in names), flush=True)
    for name in names:
        print(*(f"  {line}" for line in outcomes[name].reasons), sep="\n", flush=True)
    newer = run(build, names=[name.partition(" / ")[2] for name in names])
    outcomes.update(newer)
    return [name for name in names if name in newer and newer[name].ok]


class Beside(threading.Thread):
    """Beside mail clients, which wait most of their time: the second build, then its fuzz targets."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder, self.said = folder, tempfile.TemporaryFile()
        self.has_compiled, self.status = threading.Event(), None

    def call(self, *arguments):
        return subprocess.run(["nice", "-n", "19", "meson", *arguments], stdin=subprocess.DEVNULL, stdout=self.said, stderr=self.said).returncode

    def run(self):
        self.status = self.call("compile", "-C", self.folder)
        self.has_compiled.set()
        if self.status == 0:
            self.call("test", "-C", self.folder, "--no-rebuild", "--suite", "fuzz", f"--logbase={FUZZ_LOG}")

    def finish_compiling(self):
        """What the compiler said counts only if it failed."""
        self.has_compiled.wait()
        if self.status != 0:
            self.said.seek(0)
            last = self.said.read().decode(errors="replace").splitlines()[-60:]
            sys.exit("\n".join([*last, "certfirst: the build with sanitizers failed"]))

    def finish_fuzzing(self):
        self.join()
        return read_outcomes(self.folder, FUZZ_LOG)


def main():
    build, sanitized = sys.argv[1:3]
    ended, twice = [], []
    subprocess.run(["meson", "compile", "-C", build], check=True, stdout=subprocess.DEVNULL)
    beside = Beside(sanitized)
    beside.start()
    for folder, suites in ((build, []), (sanitized, ["unit", "sanitized"])):
        print(f"certfirst: tests in {folder}", flush=True)
        if folder == sanitized:
            beside.finish_compiling()
        # One more than there are processors: a test in a mail client waits most of its time.
        outcomes = run(folder, suites, processes=os.cpu_count() + 1)
        twice += run_again(folder, outcomes)
        ended += [(folder, outcome) for outcome in outcomes.values()]
    print("certfirst: waiting for the fuzz targets", flush=True)
    ended += [(sanitized, outcome) for outcome in beside.finish_fuzzing().values()]
    return sum_up(ended, twice)


def sum_up(ended, twice):
    """The last lines, and the exit status."""
    for name in twice:
        print(f"passed only when run again: {name}")
    for folder, outcome in ended:
        if not outcome.ok:
            print(f"failed: {folder}: {outcome.name}", *outcome.reasons, sep="\n  ")
    passed, failed, skipped = (sum(getattr(outcome, kind) for _, outcome in ended) for kind in ("passed", "failed", "skipped"))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
