#!/usr/bin/python3
"""Holds the fuzz targets against seeds and regressions, and fuzzes each for a short time.

Usage: test-fuzz.py BUILD

BUILD holds the programs.  CERTFIRST_FUZZ_SECONDS is the time of each, 60 unless said, of which the seeds take their
part: all of them are read in any case.  Made to run at a low priority beside tests that wait.
"""
import argparse
import concurrent.futures
import os
import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))

import run
import tap

SLOW_SECONDS = 600  # whoever runs at the lowest priority waits for the others between two steps


def count(*folders):
    return sum(1 for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_file())


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    seconds = int(os.environ.get("CERTFIRST_FUZZ_SECONDS", "60"))
    asked = argparse.Namespace(build=programs, seconds=seconds, corpus=None, once=False, slow=SLOW_SECONDS)
    results = tap.Tap()
    targets = run.targets_of(programs)
    results.result(len(targets) >= 14, f"{len(targets)} targets")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for target, (inputs, spent, is_well, said) in zip(targets, pool.map(lambda target: run.run(asked, target), targets)):
            known = count(programs / "seeds" / target, HERE / "regressions" / target)
            results.result(is_well and inputs >= known, f"{target}: {known} seeds and regressions, then {inputs - known} inputs: no claim broken",
                           said.splitlines()[-60:] * (not is_well))
            results.note(f"{spent:.1f} s of processor time")
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
