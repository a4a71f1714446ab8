"""test-run.py: what tests/run.py counts, says of failures, and runs once more

Usage: test-run.py

A program called meson stands in for the real one and leaves the logs that we
wrote for each of its runs.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))
import tap  # noqa: E402

MESON = """#!/bin/sh
test "$1 $3" = "compile broken" && echo "error: of the compiler" && exit 1
test "$1" = test || exit 0
cd "$3"
for word; do test "$word" = --logbase=fuzz && cp log-fuzz meson-logs/fuzz.json && exit 0; done
echo "$@" >>calls
cp "log-$(wc -l <calls)" meson-logs/testlog.json
"""


def row(name, result, *lines):
    return {"name": f"certfirst:{name}", "result": result, "stdout": "\n".join(lines), "duration": 7.2}


GOOD = row("unit / span", "OK", "ok 1 - a", "ok 2 - b # SKIP why")
LATE = row("claws / claws-menu", "FAIL", "ok 1 - a", "# seen", "not ok 2 - b", "# because", "ok 3 - c", "# more")
IN_TIME = row("claws / claws-menu", "OK", "ok 1 - a", "ok 2 - b", "ok 3 - c")
UNIT = row("unit / frame", "FAIL", "not ok 1 - a", "# limit")
ENDED = row("unit / engine", "TIMEOUT", "ok 1 - a")
FUZZED = row("fuzz / fuzz", "OK", "ok 1 - a")
BROKEN = row("fuzz / fuzz", "FAIL", "not ok 1 - cms: 3 inputs", "# SUMMARY: libFuzzer: timeout")
# what, logs of the runs in the first folder, log of the second, status, last line, what else is said, what is not
RUNS = [
    ("all pass", [[GOOD]], [GOOD], 0, "3 passed, 0 failed, 2 skipped", [], ["failed:", "once more"]),
    ("a client is late once", [[GOOD, LATE], [IN_TIME]], [GOOD], 0, "6 passed, 0 failed, 2 skipped",
     ["passed only when run again: certfirst:claws / claws-menu", "# because"], ["failed:"]),
    ("a client is late twice", [[GOOD, LATE], [LATE]], [GOOD], 1, "5 passed, 1 failed, 2 skipped",
     ["failed: one: certfirst:claws / claws-menu\n  not ok 2 - b\n  # because\n"], ["# more", "# seen", "passed only"]),
    ("a program of our own fails", [[UNIT]], [GOOD], 1, "2 passed, 1 failed, 1 skipped", ["failed: one: certfirst:unit / frame"],
     ["once more"]),
    ("a program ends too late", [[GOOD]], [ENDED], 1, "3 passed, 1 failed, 1 skipped", ["TIMEOUT after 7 s"], ["once more"]),
    ("many clients fail", [[dict(LATE, name=f"certfirst:claws / {i}") for i in range(5)]], [GOOD], 1, "12 passed, 5 failed, 1 skipped",
     [], ["once more"]),
]


def run(folder, logs, last, fuzzed=FUZZED, second="two"):
    """Status and output of run.py where meson leaves these logs."""
    program = folder / "bin" / "meson"
    program.parent.mkdir()
    program.write_text(MESON)
    program.chmod(0o700)
    for name, runs in (("one", logs), (second, [last])):
        (folder / name / "meson-logs").mkdir(parents=True)
        for number, rows in enumerate(runs, 1):
            (folder / name / f"log-{number}").write_text("".join(json.dumps(test) + "\n" for test in rows))
    (folder / second / "log-fuzz").write_text(json.dumps(fuzzed) + "\n")
    env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}
    done = subprocess.run([sys.executable, HERE.parent / "run.py", "one", second], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
    return done.returncode, done.stdout


def main():
    plan = tap.Tap()
    for name, logs, last, status, final, said, unsaid in RUNS:
        with tempfile.TemporaryDirectory(prefix="certfirst-run-") as folder:
            found, output = run(pathlib.Path(folder), logs, last)
        good = found == status and output.splitlines()[-1] == final
        good &= all(words in output for words in said) and not any(words in output for words in unsaid)
        plan.result(good, name, [f"status {found}", output])
    with tempfile.TemporaryDirectory(prefix="certfirst-run-") as folder:
        found, output = run(pathlib.Path(folder), [[GOOD]], GOOD, second="broken")
    good = found == 1 and "error: of the compiler" in output and "the build with sanitizers failed" in output and " passed, " not in output
    plan.result(good, "a second build that fails says why, and nothing is counted", [f"status {found}", output])
    with tempfile.TemporaryDirectory(prefix="certfirst-run-") as folder:
        found, output = run(pathlib.Path(folder), [[GOOD]], [GOOD], BROKEN)
    good = found == 1 and output.splitlines()[-1] == "2 passed, 1 failed, 2 skipped" and "# SUMMARY: libFuzzer: timeout" in output
    plan.result(good, "a reader that broke a claim while it was fuzzed fails, and says how", [f"status {found}", output])
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
