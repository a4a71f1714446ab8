#!/usr/bin/python3
"""run.py: changes our own rules one small thing at a time, and sees whether a test notices

Usage: run.py --place=DIR --cases=DIR [--number=N] [--seed=N] [--write=FILE] [MODULE...]

N changes of each module (verdict, cms, domain without a name) are drawn with the seed.  In a copy of the source in DIR each is built without
optimisation; the module's unit tests run, and where those see nothing the data cases.  Printed: what survived, with file
and line.  A survivor that changes nothing that can be seen stands in known.txt with the reason, by its text and not its line.
--write puts the counts into the table of a Markdown file.
Exit status 1: fewer than 90 % of the mutants were killed, or one survived that known.txt does not explain.
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True

import mutate

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
MODULES = ("verdict", "cms", "domain")
LEAST = 0.9
SLOW = ("tests/test-verdict-properties",)  # every combination of evidence takes half a minute: left out
SECONDS = 120  # a mutant that never ends is killed; the slowest test takes five seconds, and the machine may be busy
BEGIN, END = "<!-- mutants: tests/mutants/run.py writes this table -->", "<!-- end of mutants -->"


def run(command, place, seconds=SECONDS, **more):
    try:
        return subprocess.run(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, start_new_session=True, **more)
    except subprocess.TimeoutExpired:
        return None


class Workplace:
    """A copy of the source with a build of its own."""

    def __init__(self, place, cases):
        self.cases = cases
        self.source, self.build = place / "source", place / "build"
        listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=SOURCE, capture_output=True, text=True, check=True).stdout
        for name in listed.split("\n"):
            target = self.source / name
            if name and (SOURCE / name).is_file() and (not target.exists() or target.read_bytes() != (SOURCE / name).read_bytes()):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(SOURCE / name, target)
        if not (self.build / "build.ninja").exists():
            subprocess.run(["meson", "setup", self.build, self.source, "-Dclaws=disabled", "-Devolution=disabled", "-Doptimization=1", "-Ddebug=false",
                            "-Dc_args=-U_FORTIFY_SOURCE"], check=True, stdout=subprocess.DEVNULL)
        self.env = {**os.environ, "G_TEST_SRCDIR": str(self.source / "tests"), "G_TEST_BUILDDIR": str(self.build / "tests"), "TZ": "Asia/Tokyo",
                    "GSETTINGS_BACKEND": "memory", "CERTFIRST_PROGRAM": str(self.build / "plugin/cli/certfirst"),
                    "XDG_CACHE_HOME": str(place / "cache"), "XDG_DATA_HOME": str(place / "data")}

    def make(self, *targets):
        done = run(["ninja", "-C", self.build, *targets], self.source)
        return done is not None and done.returncode == 0

    def unit_tests(self, module):
        listed = subprocess.run(["ninja", "-C", self.build, "-t", "targets", "all"], capture_output=True, text=True, check=True).stdout
        return sorted(set(re.findall(rf"^(tests/test-{module}-[\w-]+):", listed, re.M)))

    def passes(self, program):
        done = run([self.build / program], self.build, env=self.env)
        return done is not None and done.returncode == 0

    def passes_cases(self):
        """Ends at the first case that fails."""
        command = [sys.executable, self.source / "tests/whole/cases.py", f"--program={self.build / 'plugin/cli/certfirst'}",
                   f"--cases={self.cases}"]
        with subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            for line in process.stdout:
                if line.startswith("not ok"):
                    process.terminate()
                    return False
        return process.returncode == 0


def judge(work, tests, path, change, with_cases):
    """"refused" by the compiler, "unit", "cases": who killed it; "survived"."""
    text = path.read_text(encoding="utf-8")
    path.write_text(change.apply(text), encoding="utf-8")
    try:
        for test in tests:
            if not work.make(test):
                return "refused"
            if not work.passes(test):
                return "unit"
        if not with_cases:
            return "survived"
        if not work.make("plugin/cli/certfirst"):
            return "refused"
        return "survived" if work.passes_cases() else "cases"
    finally:
        path.write_text(text, encoding="utf-8")


def read_known():
    """{(file, text of the line, change): reason}"""
    rows = [line.split(" | ") for line in (HERE / "known.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def draw(module, work, number, seed):
    found = [(path, change) for path in sorted((work.source / "plugin" / module).glob("*.c"))
             for change in mutate.changes(path.read_text(encoding="utf-8"))]
    random.Random(f"{seed} {module}").shuffle(found)
    return found[:number], len(found)


def key_of(path, change):
    line = path.read_text(encoding="utf-8").splitlines()[change.line - 1].strip()
    return path.name, re.sub(r"\s*\|\s*", " / ", line), re.sub(r"\s*\|\s*", " / ", f"{change.old} -> {change.new}")


def time_tests(module, work):
    """The module's tests, the quickest first."""
    took = {}
    tests = [test for test in work.unit_tests(module) if test not in SLOW]
    is_made = work.make(*tests, "plugin/cli/certfirst")
    for test in tests:
        began = time.monotonic()
        if not is_made or not work.passes(test):
            sys.exit(f"{test} does not pass without any change")
        took[test] = time.monotonic() - began
    return sorted(tests, key=took.get)


def run_module(module, work, arguments, known):
    tests = time_tests(module, work)
    counts = dict.fromkeys(("refused", "unit", "cases", "survived", "explained"), 0)
    drawn, possible = draw(module, work, arguments.number, arguments.seed)
    for path, change in drawn:
        began = time.monotonic()
        outcome = judge(work, tests, path, change, not arguments.without_cases)
        if outcome == "survived" and key_of(path, change) in known:
            outcome = "explained"
        counts[outcome] += 1
        if outcome in ("survived", "explained") or arguments.verbose:
            print(f"{outcome} ({time.monotonic() - began:.0f} s): {' | '.join(key_of(path, change))} | line {change.line}", flush=True)
    return counts, possible


def write(path, rows):
    """rows: {module: its row}; those of other modules stay."""
    text = path.read_text(encoding="utf-8")
    head = "| module | possible changes | tried | by unit tests | by cases | survived | killed |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    before, _, rest = text.partition(BEGIN)
    all_rows = {name: row for row, name in re.findall(r"^(\| (\w+) \| \d.*\n)", rest.partition(END)[0], re.M)} | rows
    path.write_text(f"{before}{BEGIN}\n\n{head}{''.join(all_rows.values())}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--place", required=True, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--cases", required=True, type=lambda text: pathlib.Path(text).resolve(), help="what make-cases.py wrote")
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=pathlib.Path)
    parser.add_argument("--without-cases", action="store_true", help="only unit tests: a first look")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("modules", nargs="*")
    arguments = parser.parse_intermixed_args()
    work, known, rows, status = Workplace(arguments.place, arguments.cases), read_known(), {}, 0
    for module in arguments.modules or MODULES:
        counts, possible = run_module(module, work, arguments, known)
        killed, left = counts["unit"] + counts["cases"], counts["survived"] + counts["explained"]
        share = killed / max(killed + left, 1)
        rows[module] = f"| {module} | {possible} | {killed + left} | {counts['unit']} | {counts['cases']} | {left} | {100 * share:.1f} % |\n"
        print(f"{module}: {killed} of {killed + left} killed ({100 * share:.1f} %), {counts['refused']} refused by the compiler, "
              f"{counts['explained']} of those that survived explained", flush=True)
        status |= share < LEAST or counts["survived"] > 0
    if arguments.write:
        write(arguments.write, rows)
    return status


if __name__ == "__main__":
    sys.exit(main())
