#!/usr/bin/python3
"""Builds the fuzz targets, holds them against seeds and regressions, and fuzzes each for a short time.

Usage: test-fuzz.py SOURCE BUILD

The targets are built by clang in BUILD (kept between runs).  CERTFIRST_FUZZ_SECONDS is the time of each, 5 unless said;
all of it runs at the lowest priority, beside the tests that wait.
"""
import argparse
import os
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))

import run
import tap

# Most of the time goes into compiling: -O1 is what the sanitizers ask for.
OPTIONS = ["-Dfuzz=true", "-Db_sanitize=address,undefined", "-Doptimization=1", "-Dclaws=disabled", "-Devolution=disabled"]


def build(source, folder):
    if not (folder / "build.ninja").exists():
        subprocess.run(["meson", "setup", folder, source, *OPTIONS], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "CC": os.environ.get("CERTFIRST_CLANG", "clang")})
    subprocess.run(["ninja", "-C", folder, "-j", "1", "fuzz"], check=True, stdout=subprocess.DEVNULL)


def main():
    source, folder = map(pathlib.Path, sys.argv[1:3])
    seconds = int(os.environ.get("CERTFIRST_FUZZ_SECONDS", "5"))
    os.nice(19)
    build(source, folder)
    results = tap.Tap()
    programs = folder.resolve() / "tests" / "fuzz"
    targets = run.targets_of(programs)
    results.result(len(targets) >= 14, f"{len(targets)} targets")
    for target in targets:
        for once, what in ((True, "seeds and regressions"), (False, f"{seconds} s more")):
            asked = argparse.Namespace(build=programs, seconds=seconds, corpus=None, once=once)
            inputs, spent, is_well, said = run.run(asked, target)
            results.result(is_well and inputs > 0, f"{target}: {what}: {inputs} inputs, no claim broken", said.splitlines()[-60:] * (not is_well))
            results.note(f"{spent:.1f} s of processor time")
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
