#!/usr/bin/python3
"""A million small messages through "certfirst scan": how many a second, and whether memory stays flat.

Usage: scan.py PROGRAM [MESSAGES]

Half of them lie in one mbox, half in a Maildir; one in ten is signed.  Looked at while it works: the memory of the program, and of its
engine with all processes (proportional set size).  Not among the tests: it takes minutes.
"""
import datetime
import pathlib
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "make"))

import kit
import mail

# How often it says what it saw.
TELL_SECONDS = 60
POSTMARK = b"From x Mon Jun 15 09:00:00 2026\n"


def plain(number):
    return f"From: s{number % 9999}@d{number % 700}.example\nSubject: {number}\nMessage-ID: <{number}@b.example>\n\nwords\n".encode()


def write(folder, many):
    signed = mail.with_line_feeds(kit.letter(kit.detached(kit.hello(), kit.bank()), sender=kit.BANK))
    for name in ("cur", "new", "tmp"):
        (folder / "Maildir" / name).mkdir(parents=True)
    with open(folder / "box", "wb") as box:
        for number in range(many):
            message = signed if number % 10 == 0 else plain(number)
            if number % 2:
                box.write(POSTMARK + message + b"\n")
            else:
                (folder / "Maildir" / "cur" / f"{number}.host:2,S").write_bytes(message)


def children(pid):
    """Whatever a thread of it started, and what those started."""
    own = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            own += [int(word) for word in task.read_text().split()]
        except OSError:
            continue
    return own + [below for one in own for below in children(one)]


def memory(pid):
    """KB of one process, shared pages divided."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class Watch:
    """What was seen of a scan until now; it says so while it works, so that one that is ended midway leaves its numbers too."""

    def __init__(self, out, many):
        self.out, self.many = out, many
        self.began = self.told = time.monotonic()
        self.rows, self.found, self.read = [], 0, 0

    def look(self, pid):
        self.rows.append((memory(pid), sum(memory(one) for one in children(pid))))
        if time.monotonic() - self.told > TELL_SECONDS:
            self.told = time.monotonic()
            self.tell()

    def count(self):
        """Lines of reports; reads on where it ended."""
        if self.out.exists():
            with open(self.out, "rb") as lines:
                lines.seek(self.read)
                while block := lines.read(1 << 22):
                    self.found += block.count(b"\n")
                    self.read += len(block)
        return self.found

    def tell(self):
        seconds = time.monotonic() - self.began
        found = self.count()
        print(f"{datetime.datetime.now(datetime.timezone.utc):%F %H:%M} {found} of {self.many} messages in {seconds:.0f} s: "
              f"{found / seconds:.0f} a second; {self.read / max(found, 1):.0f} bytes of report each; {self.peaks()}", flush=True)

    def peaks(self):
        words = []
        early = self.rows[:max(1, len(self.rows) // 10)]
        for name, at in (("program", 0), ("engines", 1)):
            peak, first, now = (max(row[at] for row in rows) / 1024 for rows in (self.rows, early, self.rows[-3:]))
            words.append(f"{name}: peak {peak:.1f} MiB, in the first tenth {first:.1f}, now {now:.1f}")
        return "; ".join(words)


def measure(program, folder, many):
    out = folder / "out.jsonl"
    watch = Watch(out, many)
    with subprocess.Popen([program, "scan", "--lookups=offline", f"--output={out}", folder / "box", folder / "Maildir"]) as process:
        while process.poll() is None:
            watch.look(process.pid)
            time.sleep(0.5)
    watch.tell()
    assert watch.found == many, (watch.found, many)


def main():
    program, many = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
    with tempfile.TemporaryDirectory() as folder:
        write(pathlib.Path(folder), many)
        measure(program, pathlib.Path(folder), many)


if __name__ == "__main__":
    main()
