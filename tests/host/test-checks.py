"""test-checks.py: what is said of a promise that is broken

Usage: test-checks.py
"""
import contextlib
import io
import pathlib
import subprocess
import sys
import tempfile

import checks


class Session:
    def screenshot(self, picture):
        picture.write_bytes(b"x")


class Client:
    def __init__(self, *command):
        self.process = subprocess.Popen(command)


def fail(trouble):
    def check(*_):
        raise trouble
    return check


def tell(trouble, *given):
    """The lines of TAP of a promise that ends so."""
    with tempfile.TemporaryDirectory(prefix="certfirst-checks-") as folder, contextlib.redirect_stdout(io.StringIO()) as said:
        checks.Checks("client", Session(), None, pathlib.Path(folder)).run("promise", fail(trouble), *given)
    return said.getvalue()


def main():
    plan = checks.tap.Tap()
    waiting, busy = Client("sleep", "60"), Client("sh", "-c", "while :; do :; done")
    try:
        for name, said, wanted in (
                ("one that waits", tell(AssertionError("why"), waiting, 3), ["not ok 1 - promise", "# AssertionError: why", "state S, 0 %"]),
                ("one that works", tell(OSError("why"), busy), ["not ok 1 - promise", "state R, "]),
                ("one that takes no order", tell(subprocess.TimeoutExpired("claws-mail", 120)), ["not ok 1 - promise", "120 seconds"])):
            good = all(words in said for words in wanted)
            plan.result(good, name, [] if good else [said])
    finally:
        for client in (waiting, busy):
            client.process.kill()
            client.process.wait()
    plan.result("state" not in tell(AssertionError("why"), waiting), "one that is gone", [])
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
