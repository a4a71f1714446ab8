#!/usr/bin/python3
"""A million small messages through "certfirst scan": how many a second, and whether memory stays flat.

Usage: scan.py PROGRAM [MESSAGES]

Half of them lie in one mbox, half in a Maildir; one in ten is signed.  Looked at while it works: the memory of the program, and of its
engine with all processes (proportional set size).  Not among the tests: it takes minutes.
"""
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
    try:
        own = [int(word) for word in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return own + [below for one in own for below in children(one)]


def memory(pid):
    """KB of one process, shared pages divided."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def measure(program, folder, many):
    out = folder / "out.jsonl"
    began, rows = time.monotonic(), []
    with subprocess.Popen([program, "scan", "--lookups=offline", f"--output={out}", folder / "box", folder / "Maildir"]) as process:
        while process.poll() is None:
            rows.append((memory(process.pid), sum(memory(one) for one in children(process.pid))))
            time.sleep(0.5)
    seconds = time.monotonic() - began
    with open(out, "rb") as lines:
        found = sum(1 for _ in lines)
    assert found == many, (found, many)
    print(f"{many} messages in {seconds:.0f} s: {many / seconds:.0f} a second; {out.stat().st_size / many:.0f} bytes of report each")
    for name, at in (("program", 0), ("engines", 1)):
        early = max(row[at] for row in rows[:max(1, len(rows) // 10)])
        print(f"{name}: peak {max(row[at] for row in rows) / 1024:.0f} MiB, in the first tenth {early / 1024:.0f} MiB")


def main():
    program, many = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
    with tempfile.TemporaryDirectory() as folder:
        write(pathlib.Path(folder), many)
        measure(program, pathlib.Path(folder), many)


if __name__ == "__main__":
    main()
