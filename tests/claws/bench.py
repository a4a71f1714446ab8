"""bench.py: how long from a key in Claws Mail's list of messages until the ribbon says what it says

Usage: bench.py --build BUILD --samples SAMPLES [--mails N]

Each mail is another file, some signed, some not.  The time begins when the
key is sent to the display and ends when a screen reader hears the ribbon's
words: reading the file, showing the text, the check, and the widget are in it.
"""
import argparse
import email
import email.policy
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import host

SECONDS = 60  # for one mail, on a machine that does something else


class Clock:
    """Presses a key and listens for the ribbon."""

    def __init__(self, session, claws):
        from gi.repository import GLib
        self.glib, self.session = GLib, session
        self.loop = GLib.MainLoop()
        self.heard = None
        self.keys = subprocess.Popen(["xdotool", "-"], env=claws.env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        self.listener = session.atspi.EventListener.new(self.hear)
        self.listener.register("object:property-change:accessible-name")

    def hear(self, event):
        roles = self.session.atspi.Role
        if event.source is None or event.source.get_role() not in (roles.INFO_BAR, roles.ALERT):
            return
        name = event.source.get_name()
        if name and name not in host.LOADING:
            self.heard = time.monotonic()
            self.loop.quit()

    def press(self):
        """Milliseconds until the words; None when none came."""
        self.heard = None
        timeout = self.glib.timeout_add_seconds(SECONDS, self.loop.quit)
        start = time.monotonic()
        self.keys.stdin.write(b"key Up\n")
        self.keys.stdin.flush()
        self.loop.run()
        if self.heard is None:
            return None
        self.glib.source_remove(timeout)
        return (self.heard - start) * 1000

    def close(self):
        self.listener.deregister("object:property-change:accessible-name")
        self.keys.stdin.close()
        self.keys.wait(10)


def make_mails(folder, samples, number):
    """The samples again and again, each with a field of its own that is no part of a signature."""
    made = []
    for index in range(number):
        sample = samples[index % len(samples)]
        made.append(folder / f"{index + 1}.eml")
        made[-1].write_bytes(b"X-Number: %d\n" % index + sample.read_bytes())
    return made


class Opening(host.Claws):
    """Opens each mail that the list goes to."""

    common = ("open_selected_message_on_directional=1",)


def measure(session, engine, mails):
    with Opening(session, engine, mails) as claws:
        claws.show(1)
        claws.wait_for_ribbon()
        # With the mouse, as a person goes to the list: a row in the middle of it.
        window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Claws Mail"], env=claws.env, check=True,
                                timeout=20, capture_output=True, text=True).stdout.split()[0]
        subprocess.run(["xdotool", "mousemove", "--window", window, "450", "120", "click", "1"], env=claws.env, check=True, timeout=60)
        subprocess.run(["xdotool", "key", "End"], env=claws.env, check=True, timeout=60)
        claws.wait_for_ribbon()
        clock = Clock(session, claws)
        try:
            return [clock.press() for _ in range(len(mails) - 1)]
        finally:
            clock.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--samples", type=pathlib.Path)
    parser.add_argument("--mails", type=int, default=501)
    options = parser.parse_args()
    samples = options.samples or options.build / "tests" / "make" / "samples"
    engine = host.Engine(options.build, samples / "anchors.pem", (samples / "policy.policy",))
    chosen = sorted((samples / "inbox").iterdir(), key=lambda path: int(path.name))
    chosen = [path for path in chosen if email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)["Date"]]
    with tempfile.TemporaryDirectory(prefix="certfirst-bench-") as folder, host.Session() as session:
        times = measure(session, engine, make_mails(pathlib.Path(folder), chosen, options.mails))
    heard = sorted(value for value in times if value is not None)
    print(f"Claws Mail, from the key to the ribbon, {len(heard)} of {len(times)} mails: "
          f"p50 {statistics.median(heard):.0f} ms, p99 {heard[int(len(heard) * 0.99)]:.0f} ms, most {heard[-1]:.0f} ms")
    return 0 if len(heard) == len(times) else 1


if __name__ == "__main__":
    sys.exit(main())
