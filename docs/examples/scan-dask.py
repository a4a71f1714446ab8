#!/usr/bin/python3
"""Spreads "certfirst scan" over the workers of a Dask cluster: a file of reports for each path.

Usage: scan-dask.py SCHEDULER OUT PATH... [-- OPTION...]

OUT and the paths lie on a file system that all workers share; OPTIONs go to "certfirst scan".  When a worker dies, its
path is given to another one, which goes on behind the last whole line (--resume): nothing is lost or counted twice.
"""
import hashlib
import os
import pathlib
import subprocess
import sys
import time

from dask.distributed import Client, as_completed

BUSY = "another run"  # the dead worker's program may still be writing


def scan(path, out, options):
    """One path; returns (path, exit status, what was said)."""
    lines = pathlib.Path(out) / (hashlib.sha256(path.encode()).hexdigest()[:16] + ".jsonl")
    for _ in range(600):
        done = subprocess.run(["certfirst", "scan", f"--output={lines}", "--resume", *options, path], capture_output=True, text=True,
                              check=False, env={**os.environ, "LANGUAGE": "en"})
        if BUSY not in done.stderr:
            return path, done.returncode, done.stderr
        time.sleep(1)
    return path, 2, done.stderr


def main():
    words = sys.argv[1:]
    at = words.index("--") if "--" in words else len(words)
    scheduler, out, *paths = words[:at]
    pathlib.Path(out).mkdir(parents=True, exist_ok=True)
    worst = 0
    with Client(scheduler) as client:
        futures = [client.submit(scan, path, out, words[at + 1:], pure=False, retries=5) for path in paths]
        for future in as_completed(futures):
            path, status, said = future.result()
            print(f"{status} {path}", flush=True)
            worst = max(worst, 1 if status == 2 else 0)
            if status == 2:
                print(said, file=sys.stderr)
    return worst


if __name__ == "__main__":
    sys.exit(main())
