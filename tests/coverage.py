#!/usr/bin/python3
"""coverage.py: how many lines of what reads hostile bytes the unit tests and the fuzz targets with their seeds run

Usage: coverage.py --build=DIR [--corpus=DIR] [--missing] [--write=FILE]

DIR was built by clang with -Db_coverage=true -Dfuzz=true.  The seeds hold all test messages with their answers, so the
data cases are in it, in one process: a confined child of the engine writes no counts.
--missing prints the lines that nothing ran; --write puts the table into a Markdown file.
Exit status 1: less than 90 % of the lines of a module.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent
MODULES = ("mime", "cms", "cert", "domain", "policy", "frame")
LEAST = 90
LINE = re.compile(r"^\s*(#####|=====|\d+\*?|-):\s*(\d+):(.*)$")
BEGIN, END = "<!-- coverage: tests/coverage.py writes this table -->", "<!-- end of coverage -->"


def run_all(build, corpus):
    for old in build.rglob("*.gcda"):
        old.unlink()
    tests = [path for module in MODULES for path in sorted((build / "tests").glob(f"test-{module}-*")) if path.is_file() and os.access(path, os.X_OK)]
    env = {**os.environ, "G_TEST_SRCDIR": str(SOURCE / "tests"), "G_TEST_BUILDDIR": str(build / "tests"), "TZ": "Asia/Tokyo",
           "GSETTINGS_BACKEND": "memory"}
    for test in tests:
        done = subprocess.run([test], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        print(f"{test.name}: {'ran' if done.returncode == 0 else f'ended with {done.returncode}'}", flush=True)
    kept = [f"--corpus={corpus}"] if corpus else []
    subprocess.run([sys.executable, SOURCE / "tests/fuzz/run.py", f"--build={build}", "--once", "--jobs=1", *kept], check=True)


def count(build, module):
    """{source file: (lines, those that ran, [those that did not])}"""
    found = {}
    folder = build / "plugin" / f"libcf-{module}.a.p"
    for data in sorted(folder.glob("*.gcda")):
        said = subprocess.run(["llvm-cov", "gcov", "-t", "-o", folder, data], cwd=build, capture_output=True, text=True).stdout
        name, lines = None, {}
        for line in said.splitlines():
            source = re.match(r"^\s*-:\s*0:Source:(.*)$", line)
            if source:
                name = pathlib.Path(build, source[1]).resolve()
            match = LINE.match(line)
            if match and name and match[1] != "-" and name.suffix == ".c" and name.parent.name == module:
                lines[int(match[2])] = match[1] not in ("#####", "=====")
        if lines:
            missing = [number for number, ran in sorted(lines.items()) if not ran]
            found[data.name] = (len(lines), len(lines) - len(missing), missing)
    return found


def write(path, rows):
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    head = "| module | lines | run | share |\n| --- | ---: | ---: | ---: |\n"
    path.write_text(f"{before}{BEGIN}\n\n{head}{''.join(rows)}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--corpus", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--counted", action="store_true", help="only count what ran before")
    parser.add_argument("--write", type=pathlib.Path)
    arguments = parser.parse_args()
    if not arguments.counted:
        run_all(arguments.build, arguments.corpus)
    rows, status = [], 0
    for module in MODULES:
        found = count(arguments.build, module)
        lines, ran = (sum(row[place] for row in found.values()) for place in (0, 1))
        share = 100 * ran / max(lines, 1)
        status |= share < LEAST
        rows.append(f"| `{module}` | {lines} | {ran} | {share:.1f} % |\n")
        print(f"{module}: {ran} of {lines} lines ({share:.1f} %)")
        for name, (_, _, missing) in found.items():
            if arguments.missing and missing:
                print(f"  {name.removesuffix('.c.gcda')}: {' '.join(map(str, missing))}")
    if arguments.write:
        write(arguments.write, rows)
    return status


if __name__ == "__main__":
    sys.exit(main())
