#!/usr/bin/python3
"""Speed and memory, compared in one run on the same messages.

Usage: bench.py --build BUILD [--runs N]

Prints a table: the warm engine (request to report, as a mail client asks),
the command line, and `openssl cms -verify` on the same bytes; medians of
wall-clock milliseconds, and the ratio to openssl.  Then an engine's start,
the median and the slowest hundredth of a small check, the memory that a 25 MB
message takes in the process that checks it, and what finding a certificate's
path takes (path.c).  Nothing here fails because a machine is slow.
"""
import argparse
import array
import contextlib
import fcntl
import json
import os
import pathlib
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "make"))

import kit
import pki

SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
SIZES = (("2 KB", 2_000), ("100 KB", 100_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000), ("25 MB", 25_000_000))
RECEIVED = "2026-03-01T09:00:00Z"


class Engine:
    """One engine on a socket pair, as the client library starts it."""

    def __init__(self, program, arguments):
        self.socket, theirs = socket.socketpair()
        self.process = subprocess.Popen([program, "engine", *arguments], stdin=theirs, stdout=theirs)
        theirs.close()
        self.number = 0
        self.ask({"type": "hello", "version": 1, "client": "bench"})

    def ask(self, request, descriptors=()):
        self.number += 1
        text = json.dumps({"id": self.number, **request}).encode()
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
        self.socket.sendmsg([struct.pack("=I", len(text)) + text], rights)
        return json.loads(self.take(struct.unpack("=I", self.take(4))[0]))

    def take(self, wanted):
        data = b""
        while len(data) < wanted:
            piece = self.socket.recv(wanted - len(data))
            if not piece:
                sys.exit("bench: the engine ended")
            data += piece
        return data

    def check(self, message):
        descriptor = os.memfd_create("message", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(message)
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, SEALS)
        started = time.perf_counter()
        reply = self.ask({"type": "check", "from": "fd", "size": len(message), "received": RECEIVED, "place": "file", "exact": True},
                         [descriptor])
        spent = time.perf_counter() - started
        os.close(descriptor)
        return spent, reply["report"]

    def processes(self):
        mine = [self.process.pid]
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        # One that has ended, but was not reaped yet, has no memory.
        return [pid for pid in mine + [int(pid) for pid in children] if pathlib.Path(f"/proc/{pid}/exe").exists()]

    def stop(self):
        self.socket.close()
        self.process.wait(5)


def memory(pids, what):
    total = 0
    for pid in pids:
        for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(what + ":"):
                total += int(line.split()[1]) * 1024
    return total


def peak_while(engine, work):
    """The peak of the largest of all its processes (the child that has the message), looked at while it works."""
    most, done = [0], threading.Event()

    def look():
        while not done.is_set():
            for pid in engine.processes():
                with contextlib.suppress(OSError):
                    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                        if line.startswith("VmHWM:"):
                            most[0] = max(most[0], int(line.split()[1]) * 1024)
            time.sleep(0.001)

    watcher = threading.Thread(target=look)
    watcher.start()
    work()
    done.set()
    watcher.join()
    return most[0]


def body(size):
    line = "The quick brown fox reads its mail, and looks at the certificate first.\n"
    return kit.text(line * max(1, size // len(line)))


def messages():
    for label, size in SIZES:
        yield label, "detached", kit.letter(kit.detached(body(size), kit.bank()))
        yield label, "opaque", kit.letter(kit.opaque(body(size), kit.bank()))


def median_ms(seconds):
    return 1000 * statistics.median(seconds)


def time_command(command, runs):
    spent = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        spent.append(time.perf_counter() - started)
    return median_ms(spent)


def measure(engine, program, anchors, message, path, runs):
    path.write_bytes(message)
    warm = []
    for _ in range(runs):
        spent, report = engine.check(message)
        if report["verdict"] != "verified":
            sys.exit(f"bench: the sample is {report['verdict']}, so the time would mean nothing")
        warm.append(spent)
    command = [program, "check", f"--trust-anchors={anchors}", f"--received={RECEIVED}", str(path)]
    openssl = ["openssl", "cms", "-verify", "-in", str(path), "-CAfile", str(anchors), "-purpose", "any", "-attime",
               "1772355600", "-out", "/dev/null"]
    return median_ms(warm), time_command(command, max(3, runs // 4)), time_command(openssl, max(3, runs // 4))


def percentile(seconds, share):
    return 1000 * sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))]


def measure_engine(program, arguments, runs):
    """From nothing to the greeting; then the same small mail again and again."""
    starts = []
    for _ in range(5):
        started = time.perf_counter()
        Engine(program, arguments).stop()
        starts.append(time.perf_counter() - started)
    engine = Engine(program, arguments)
    message = kit.letter(kit.detached(body(2_000), kit.bank()))
    warm = [engine.check(message)[0] for _ in range(runs)]
    engine.stop()
    print(f"\nstart to end of an engine: {median_ms(starts):.1f} ms; 2 KB signed, {runs} times: "
          f"p50 {percentile(warm, 0.5):.2f} ms, p99 {percentile(warm, 0.99):.2f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    program = str(pathlib.Path(options.build, "plugin", "cli", "certfirst").resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        anchors = folder / "anchors.pem"
        anchors.write_text(pki.files()["anchors.pem"])
        policy = folder / "empty.policy"
        policy.write_text("")
        engine = Engine(program, ["--offline", "--history=none", f"--trust-anchors={anchors}", f"--policy={policy}"])
        idle = memory(engine.processes(), "Pss")
        print(f"{'message':>8} {'form':>9} {'engine ms':>10} {'command ms':>11} {'openssl ms':>11} {'engine/openssl':>15}")
        for label, form, message in messages():
            warm, command, openssl = measure(engine, program, anchors, message, folder / "message.eml", options.runs)
            print(f"{label:>8} {form:>9} {warm:10.2f} {command:11.1f} {openssl:11.1f} {warm / openssl:15.2f}", flush=True)
        engine.stop()
        measure_engine(program, ["--offline", "--history=none", f"--trust-anchors={anchors}", f"--policy={policy}"], 20 * options.runs)
        print(f"idle engine, all processes: {idle / 1e6:.1f} MB (PSS)")
        for form, make in (("detached", kit.detached), ("opaque", kit.opaque)):
            engine = Engine(program, ["--offline", "--history=none", f"--trust-anchors={anchors}", f"--policy={policy}"])
            message = kit.letter(make(body(25_000_000), kit.bank()))
            most = peak_while(engine, lambda: engine.check(message))
            engine.stop()
            print(f"25 MB {form}: peak {most / 1e6:.0f} MB resident in the child, {most / len(message):.1f} times its size")
        bench_path(options)


def bench_path(options):
    program = pathlib.Path(options.build, "tests", "bench", "bench-path")
    subprocess.run(["ninja", "-C", options.build, "tests/bench/bench-path"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([program, str(options.runs)], check=True)


if __name__ == "__main__":
    main()
