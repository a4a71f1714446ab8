#!/usr/bin/python3
"""analyse.py: what analysers say of the source, less what is known and why

Usage: analyse.py --build=DIR [--jobs=N] [--files=PART] [TOOL...]

Tools: gcc (GCC's -fanalyzer), tidy (clang-tidy with .clang-tidy), cppcheck, valgrind (memcheck on the unit tests); all without a name.
DIR is a build folder with everything built.  What is known to be no fault stands in known.txt, each with its reason; a row
that no longer fits anything is said too.  Exit status 1: something new, or a row too many.
"""
import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
FINDING = re.compile(r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d+):(?:\d+:)? (?:warning|error|style|performance|portability): (?P<says>.*)"
                     r" \[(?P<check>[^][]+)\]$", re.M)
CPPCHECK = ["cppcheck", "--quiet", "--enable=warning,performance,portability", "--inline-suppr", "--library=gtk", "--library=posix",
            "--max-configs=1", "--template={file}:{line}:{column}: {severity}: {message} [{id}]"]
MEMCHECK = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--show-leak-kinds=definite", "--errors-for-leak-kinds=definite",
            "--num-callers=30", f"--suppressions={HERE / 'valgrind.supp'}"]
VALGRIND_SAYS = re.compile(r"^==\d+== (.*)$", re.M)


@dataclasses.dataclass(frozen=True)
class Finding:
    tool: str
    check: str
    file: str
    line: int
    says: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.tool}: {self.says} [{self.check}]"


@dataclasses.dataclass
class Known:
    """A row of known.txt: tool, check, the beginning of a file's name, and after a dash the reason."""
    tool: str
    check: str
    file: str
    used: int = 0

    def covers(self, finding):
        return (self.tool, self.check) == (finding.tool, finding.check) and finding.file.startswith(self.file)


def read_known():
    rows = (line.partition(" - ") for line in (HERE / "known.txt").read_text(encoding="utf-8").splitlines())
    return [Known(*row[0].split()) for row in rows if row[2] and not row[0].startswith("#")]


def read_commands(build, part):
    """{source file below plugin or ui: its compiler's command without the output}"""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = pathlib.Path(build, entry["file"]).resolve()
        inside = path.is_relative_to(SOURCE) and path.relative_to(SOURCE).parts[0] == "plugin"
        if inside and path.suffix == ".c" and part in str(path):
            found.setdefault(path, [word for word in shlex.split(entry["command"]) if word not in ("ccache",)])
    return found


def parse(tool, said, build):
    for found in FINDING.finditer(said):
        path = pathlib.Path(build, found["file"]).resolve()
        # What a system's header says is the system's.
        if path.is_relative_to(SOURCE):
            check = re.sub(r"^-W(analyzer-)?|,-warnings-as-errors$", "", found["check"])
            yield Finding(tool, check, str(path.relative_to(SOURCE)), int(found["line"]), found["says"])


def without_output(command):
    """Of a compiler's command only what decides what the file means."""
    kept, skips = [], False
    for word in command[1:]:
        if skips:
            skips = False
        elif word in ("-o", "-MF", "-MQ"):
            skips = True
        elif word not in ("-c", "-MD"):
            kept.append(word)
    return kept


def run_gcc(path, command, build):
    del path
    wanted = ["gcc", *without_output(command), "-fanalyzer", "-fdiagnostics-plain-output", "-O2", "-c", "-o", os.devnull]
    return parse("gcc", subprocess.run(wanted, cwd=build, capture_output=True, text=True).stderr, build)


def run_tidy(path, command, build):
    del command
    wanted = ["clang-tidy", "--quiet", f"-p={build}", f"--config-file={SOURCE / '.clang-tidy'}", path]
    return parse("tidy", subprocess.run(wanted, cwd=build, capture_output=True, text=True).stdout, build)


def run_cppcheck(path, command, build):
    given = [word for word in without_output(command) if word.startswith(("-I", "-D"))]
    # Those of our own headers; cppcheck knows the libraries by their rules.
    given = [word for word in given if word.startswith("-D") or not word.startswith("-I/")]
    done = subprocess.run([*CPPCHECK, *given, path], cwd=build, capture_output=True, text=True)
    return parse("cppcheck", done.stderr, build)


def run_valgrind(path, command, build):
    """A unit test, by the name of its program; the address space that tests limit is not valgrind's."""
    del command
    env = {**os.environ, "G_SLICE": "always-malloc", "G_TEST_SRCDIR": str(SOURCE / "tests"), "G_TEST_BUILDDIR": str(build / "tests"),
           "GSETTINGS_BACKEND": "memory", "CERTFIRST_PROGRAM": str(build / "plugin/cli/certfirst"), "CF_TEST_SLOW": "1", "TZ": "Asia/Tokyo",
           "CERTFIRST_LOCALEDIR": str(build / "po"), "XDG_CACHE_HOME": str(build / "tests/cache"), "XDG_DATA_HOME": str(build / "tests/data")}
    # What draws has a display of its own, whoever asks.
    display = ["xvfb-run", "-a"] if path.name.startswith("test-ui-") else []
    done = subprocess.run([*display, *MEMCHECK, path], cwd=build, env=env, capture_output=True, text=True, errors="replace")
    said = VALGRIND_SAYS.findall(done.stderr)
    if done.returncode == 99 or said:
        yield Finding("valgrind", "memcheck", f"tests/{path.name}", 0, "\n    ".join(said[:40]))
    elif done.returncode != 0:
        yield Finding("valgrind", "failed", f"tests/{path.name}", 0, done.stdout[-600:] + done.stderr[-600:])


def unit_tests(build, part):
    found = (path for path in sorted((build / "tests").glob("test-*")) if path.is_file() and os.access(path, os.X_OK))
    return {path: None for path in found if part in path.name}


TOOLS = {"gcc": run_gcc, "tidy": run_tidy, "cppcheck": run_cppcheck, "valgrind": run_valgrind}


def analyse(tool, arguments):
    jobs = unit_tests(arguments.build, arguments.files) if tool == "valgrind" else read_commands(arguments.build, arguments.files)
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        asked = [pool.submit(lambda one=one: list(TOOLS[tool](*one, arguments.build))) for one in jobs.items()]
        return len(jobs), [finding for one in asked for finding in one.result()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--files", default="", help="only files with this in their name")
    parser.add_argument("tools", nargs="*", choices=[*TOOLS, []])
    arguments = parser.parse_args()
    known, status = read_known(), 0
    for tool in arguments.tools or TOOLS:
        looked, findings = analyse(tool, arguments)
        new = set()
        for finding in findings:
            row = next((row for row in known if row.covers(finding)), None)
            if row:
                row.used += 1
            else:
                new.add(finding)
        print(*sorted(map(str, new)), sep="\n", end="\n" if new else "")
        stale = [] if arguments.files else [row for row in known if row.tool == tool and not row.used]
        print(*(f"known.txt: no longer there: {row.tool} {row.check} {row.file}" for row in stale), sep="\n", end="\n" if stale else "")
        print(f"{tool}: {looked} looked at, {len(new)} new, {len(findings) - len([f for f in findings if f in new])} known", flush=True)
        status |= bool(new or stale)
    return status


if __name__ == "__main__":
    sys.exit(main())
