"""engines.py: an engine as a mail client has it, and the memory of its processes"""
import array
import contextlib
import fcntl
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import threading
import time

SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
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
        """Seconds from request to report, as a mail client waits, and the report."""
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

    def spent(self):
        """Seconds of CPU time of all its processes, those that have ended as well; the kernel counts in hundredths."""
        while True:
            # One that ends meanwhile is counted where it is waited for: once more from the beginning.
            with contextlib.suppress(OSError):
                return sum(self.ticks(pid) for pid in self.processes()) / os.sysconf("SC_CLK_TCK")

    @staticmethod
    def ticks(pid):
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:15]))

    def processes(self):
        mine = [self.process.pid]
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        # One that has ended, but was not reaped yet, has no memory.
        return [pid for pid in mine + [int(pid) for pid in children] if pathlib.Path(f"/proc/{pid}/exe").exists()]

    def tree(self):
        """It and all below it."""
        def below(pid):
            with contextlib.suppress(OSError):
                for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                    yield int(child)
                    yield from below(int(child))
        return [self.process.pid, *below(self.process.pid)]

    def stop(self):
        self.socket.close()
        self.process.wait(5)


def memory(pids, what):
    """Bytes; a process that has ended meanwhile has none."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith(what + ":"):
                    total += int(line.split()[1]) * 1024
    return total


def peak_while(engine, work):
    """The most that all its processes have together, shared pages divided, looked at while it works."""
    most, done = [0], threading.Event()

    def look():
        while not done.is_set():
            most[0] = max(most[0], memory(engine.tree(), "Pss"))

    watcher = threading.Thread(target=look)
    watcher.start()
    work()
    done.set()
    watcher.join()
    return most[0]
