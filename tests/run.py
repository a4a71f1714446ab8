#!/usr/bin/python3
"""Runs every test suite and ends with one line: N passed, N failed, N skipped.

Usage: tests/run.py BUILD SANITIZED
All suites run in BUILD; the unit tests and the data cases run again in
SANITIZED (address and undefined-behaviour sanitizers).  Every single TAP line
is counted.  In CI (CI set in the environment) a missing mail client is a
failure, because every test asks for what it needs and says "not ok".
"""
import json
import os
import pathlib
import re
import subprocess
import sys

TAP_LINE = re.compile(r"^\s*(not ok|ok)\b(.*)$")


def count(build):
    """The TAP lines of the last run in a build folder, and the programs that failed."""
    passed = failed = skipped = 0
    broken = []
    log = pathlib.Path(build, "meson-logs", "testlog.json")
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        test = json.loads(line)
        results = [m for m in map(TAP_LINE.match, (test.get("stdout") or "").splitlines()) if m]
        bad = sum(1 for m in results if m[1] == "not ok" and "# TODO" not in m[2])
        skips = sum(1 for m in results if m[1] == "ok" and "# SKIP" in m[2].upper())
        passed += sum(1 for m in results if m[1] == "ok") - skips
        skipped += skips
        failed += bad
        if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL"):
            broken.append(test["name"])
            failed += 0 if bad else 1
        elif not results:
            passed += test["result"] == "OK"
            skipped += test["result"] == "SKIP"
    return passed, failed, skipped, broken


def run(build, suites):
    subprocess.run(["meson", "compile", "-C", build], check=True, stdout=subprocess.DEVNULL)
    # One more than there are processors: a test in a mail client waits most of its time.
    command = ["meson", "test", "-C", build, "--no-rebuild", "--print-errorlogs", f"--num-processes={os.cpu_count() + 1}"]
    for suite in suites:
        command += ["--suite", suite]
    env = dict(os.environ, ASAN_OPTIONS="detect_leaks=1", UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1")
    env["LSAN_OPTIONS"] = "suppressions=" + str(pathlib.Path(__file__).resolve().parent / "leaks.supp")
    subprocess.run(command, env=env)
    return count(build)


def main():
    build, sanitized = sys.argv[1:3]
    totals = [0, 0, 0]
    broken = []
    for folder, suites in ((build, []), (sanitized, ["unit", "sanitized"])):
        print(f"certfirst: tests in {folder}", flush=True)
        *numbers, names = run(folder, suites)
        totals = [a + b for a, b in zip(totals, numbers)]
        broken += [f"{folder}: {name}" for name in names]
    for name in broken:
        print(f"failed: {name}")
    print(f"{totals[0]} passed, {totals[1]} failed, {totals[2]} skipped")
    return 1 if totals[1] else 0


if __name__ == "__main__":
    sys.exit(main())
