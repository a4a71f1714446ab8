"""tap.py: prints results as TAP, and runs programs that cannot outlive us"""
import os
import signal
import subprocess
import sys


class Tap:
    """One line a result; finish() tells how many and gives the exit status."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def result(self, passed, name, notes=()):
        self.count += 1
        self.failed += not passed
        print(f"{'ok' if passed else 'not ok'} {self.count} - {name}")
        for note in notes:
            self.note(note)

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}")

    def note(self, text):
        for line in str(text).splitlines():
            print(f"# {line}")

    def finish(self):
        print(f"1..{self.count}", flush=True)
        return 1 if self.failed else 0


def skip_all(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def run(command, timeout, stdin=b"", env=None):
    """(status, output, errors) of a command; it and its children are gone afterwards.

    A command that takes too long is killed and has the status None.
    """
    env = {"CERTFIRST_PROGRAM": str(command[0]), **(env or os.environ)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          start_new_session=True, env=env) as process:
        try:
            output, errors = process.communicate(stdin, timeout)
            status = process.returncode
        except subprocess.TimeoutExpired:
            kill_group(process)
            output, errors = process.communicate()
            status = None
        finally:
            kill_group(process)
    return status, output, errors


def kill_group(process):
    """Ends a session that Popen started, whatever is left of it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
