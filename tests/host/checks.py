"""checks.py: promises that a driven mail client is held to, as TAP, with a picture of each failure"""
import argparse
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "whole"))  # last: it has a samples.py too
import desktop  # noqa: E402
import tap  # noqa: E402


class Checks:
    """Each method of a subclass is one promise; what it raises is a failure with its reason."""

    def __init__(self, client, session, engine, out):
        self.client = client
        self.session = session
        self.engine = engine
        self.out = out
        self.plan = tap.Tap()

    def run(self, name, check, *given):
        try:
            check(*given)
        except (desktop.Trouble, AssertionError, OSError, KeyError, subprocess.SubprocessError) as trouble:
            picture = self.out / f"{self.client}-failed-{self.plan.count + 1}.png"
            with contextlib.suppress(Exception):
                self.session.screenshot(picture)
            self.plan.result(False, name, [f"{type(trouble).__name__}: {trouble}", f"picture: {picture}", *tell_busy(given)])
        else:
            self.plan.result(True, name)


def read_state(pid):
    """Of a process: the kernel's letter, and hundredths of a second of processor time."""
    fields = pathlib.Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()
    return fields[0], int(fields[11]) + int(fields[12])


def tell_busy(given):
    """Whether the clients among @given wait or work: one that hangs is another fault than one that was not told."""
    lines = []
    for process in (getattr(one, "process", None) for one in given):
        with contextlib.suppress(OSError, AttributeError):
            _, before = read_state(process.pid)
            time.sleep(1)
            state, after = read_state(process.pid)
            lines.append(f"its process: state {state}, {after - before} % of a processor")
    return lines


def find_mail(reports, verdict):
    """The first mail of a verdict; {number: report}."""
    number = next((number for number, report in sorted(reports.items()) if report["verdict"] == verdict), None)
    assert number, f"no sample is {verdict}"
    return number


def find_each(reports):
    """The first mail of each verdict and severity."""
    kinds = {}
    for number, report in sorted(reports.items()):
        kinds.setdefault((report["verdict"], report["severity"]), number)
    return sorted(kinds.values())


def skip_without(programs):
    """In CI a missing mail client is a failure: then the tests go on and say what is missing."""
    missing = [program for program in programs if not shutil.which(program)]
    if missing and not os.environ.get("CI"):
        tap.skip_all(f"not installed: {' '.join(missing)}")


def main(kind, needs, size=(1280, 900)):
    """Runs a subclass of Checks made of (session, engine, mails, out) with run_all (folder): --build BUILD --samples SAMPLES."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--samples", type=pathlib.Path, required=True)
    options = parser.parse_args()
    skip_without(needs)
    engine = desktop.Engine(options.build, options.samples / "anchors.pem", (options.samples / "policy.policy",))
    mails = sorted((options.samples / "inbox").iterdir(), key=lambda path: int(path.name))
    with tempfile.TemporaryDirectory(prefix="certfirst-mails-") as folder, desktop.Session(size) as session:
        return kind(session, engine, mails, options.build / "meson-logs").run_all(pathlib.Path(folder))
