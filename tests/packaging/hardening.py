"""hardening.py: the programs are built so that a mistake of ours is hard to use

Usage: hardening.py [--packaged] PROGRAM...

Read from the ELF files with readelf and objdump: position-independent, everything that the
linker writes made read-only before the first instruction of ours, no
executable stack, stack guards, and (on x86) control-flow protection;
--packaged: optimised, so what reads bytes from outside also has the
bounds-checking variants of C functions.  check-packages.sh asks so of what is in the packages.
"""
import platform
import re
import subprocess
import sys
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import tap  # noqa: E402

GUARD = "the stack is guarded"
# The guard is where a function has an array on its stack.
WITHOUT_ARRAYS = {"certfirst-thunderbird-engine"}
READERS = {"certfirst", "certfirst-lookup"}
BOUNDED = re.compile(r"__(?!stack)\w+_chk\b")
# What each shows in "readelf -W" of which part.
ROWS = (
    ("position-independent", "-h", r"Type:\s+DYN"),
    ("relocations are read-only", "-l", r"GNU_RELRO"),
    ("everything is bound at the start", "-d", r"BIND_NOW|FLAGS_1.*\bNOW\b"),
    ("no executable stack", "-l", r"GNU_STACK\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+RW\s"),
    (GUARD, "--dyn-syms", r"__stack_chk_fail"),
)


def read(path, part):
    return subprocess.run(["readelf", "-W", part, path], capture_output=True, text=True, check=True, timeout=60).stdout


def main():
    plan = tap.Tap()
    packaged = sys.argv[1] == "--packaged"
    for path in sys.argv[2 if packaged else 1:]:
        name = pathlib.Path(path).name
        if packaged and name in READERS:
            plan.result(BOUNDED.search(read(path, "--dyn-syms")) is not None, f"{name}: C functions know their bounds (_FORTIFY_SOURCE)")
        for what, part, shown in ROWS:
            if what == GUARD and name in WITHOUT_ARRAYS:
                continue
            plan.result(re.search(shown, read(path, part)) is not None, f"{name}: {what}")
        if platform.machine() == "x86_64":
            # Debian's start files have no note of it, so the mark in the ELF file is lost; the landing places are there.
            code = subprocess.run(["objdump", "-d", "--section=.text", path], capture_output=True, text=True, check=True, timeout=60).stdout
            plan.result(len(re.findall(r"\tendbr64", code)) > len(re.findall(r"^[0-9a-f]+ <\w+>:$", code, re.M)) / 4,
                        f"{name}: jumps only where they may (CET)")
    sys.exit(plan.finish())


if __name__ == "__main__":
    main()
