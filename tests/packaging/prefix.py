#!/usr/bin/python3
"""A program that is installed elsewhere than below /usr looks for its own rules where they were installed.

Usage: prefix.py PROGRAM BUILD
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import tap  # noqa: E402

PROGRAM, BUILD = sys.argv[1:3]


def main():
    plan = tap.Tap()
    installed = json.loads(pathlib.Path(BUILD, "meson-info/intro-installed.json").read_text(encoding="utf-8"))
    where = next(place for source, place in installed.items() if source.endswith("/known-signers.policy"))
    folder = str(pathlib.Path(where).parent)
    plan.result(folder.encode() + b"\0" in pathlib.Path(PROGRAM).read_bytes(), f"the shipped rules are looked for in {folder}")
    plan.result(b"/etc/certfirst/policy.d\0" in pathlib.Path(PROGRAM).read_bytes(), "those of the administrator in /etc/certfirst/policy.d")
    done = subprocess.run([PROGRAM, "doctor", "--offline", "--format=json"], capture_output=True, text=True, timeout=100, check=False)
    plan.result(done.returncode in (0, 1) and json.loads(done.stdout)["checks"], "and they are looked at without an error", [done.stderr])
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
