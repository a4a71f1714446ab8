"""makefile.py: the targets of the Makefile that are done in a moment: "make deps" and "make clean"

Usage: makefile.py ROOT

Nothing is installed: where a package is missing, make is given no right to.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

import tap

SECONDS = 300
FOLDERS = ("BUILD", "SANITIZED", "OPTIMISED", "MUTANTS", "COVERAGE")
NO_PACKAGE = "certfirst-is-no-package"


def make(root, *words):
    """(status, output)"""
    done = subprocess.run(["make", "--no-print-directory", "-C", root, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False, timeout=SECONDS)
    return done.returncode, done.stdout


def check_deps(plan, root):
    status, said = make(root, "deps", "SUDO=false", f"PACKAGES=libc6 {NO_PACKAGE}")
    plan.result(status != 0 and f"certfirst: installing Debian packages: {NO_PACKAGE}\n" in said,
                '"make deps" names what is missing, and only that', [f"status {status}", said])
    status, said = make(root, "deps", "SUDO=false")
    if "installing Debian packages" in said:
        plan.skip("there is nothing to install", said.splitlines()[0])
        return
    plan.result(status == 0 and said == "certfirst: all Debian packages that it needs are there\n", "there is nothing to install",
                [f"status {status}", said])


def check_clean(plan, root):
    with tempfile.TemporaryDirectory(prefix="certfirst-make-") as name:
        folder = pathlib.Path(name)
        for one in (*FOLDERS, "other"):
            (folder / one / "inside").mkdir(parents=True)
        status, said = make(root, "clean", *(f"{one}={folder / one}" for one in FOLDERS))
        left = sorted(path.name for path in folder.iterdir())
    plan.result(status == 0 and left == ["other"], '"make clean" removes the build folders, and nothing else', [f"status {status}", said, left])


def main():
    if not shutil.which("make"):
        tap.skip_all("not installed: make")
    plan = tap.Tap()
    check_deps(plan, sys.argv[1])
    check_clean(plan, sys.argv[1])
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
