"""process.py: the lookup process, asked from Python"""
import base64
import json
import os
import pathlib
import re
import select
import socket
import struct
import subprocess
import time


LIMITS = pathlib.Path(__file__).resolve().parent.parent.parent / "plugin/base/cf-limits.h"
UNITS = {"": 1, "KIB": 1024, "MIB": 1024 * 1024}


def limit(name):
    """The number of a limit that is one number, KiB or MiB: limit("CF_LIMIT_HTTP_REDIRECTS")."""
    number, unit = re.search(rf"^#define {name} \(?(\d+)u?(?: \* CF_([KM]IB))?\)?$", LIMITS.read_text(encoding="utf-8"), re.M).groups("")
    return int(number) * UNITS[unit]


# What a process that is stuck may hold up the whole test.
SEND_SECONDS = 20


class Process:
    """One lookup process; `with` ends it and looks at how it ended."""

    def __init__(self, program, *arguments, env=None):
        self.ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            self.process = subprocess.Popen([program, *arguments], stdin=theirs, stdout=theirs,
                                            stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
        self.ours.settimeout(SEND_SECONDS)
        self.next_id = 1
        self.buffer = b""
        self.answers = {}
        self.statuses = []
        self.errors = ""

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        status = self.end()
        if kind is None and status != 0:
            raise AssertionError(f"status {status}: {self.errors}")

    def end(self):
        """Its exit status."""
        self.ours.close()
        if not self.process.stderr.closed:
            try:
                self.errors = self.process.communicate(timeout=20)[1].decode()
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.errors = "did not end"
                self.process.communicate()
        return self.process.wait()

    def send(self, text):
        data = text if isinstance(text, bytes) else text.encode()
        self.ours.sendall(struct.pack("=I", len(data)) + data)

    def ask(self, kind, question, **members):
        """The id of the question."""
        number = self.next_id
        self.next_id += 1
        self.answers.pop(number, None)
        self.send(json.dumps({"id": number, "kind": kind, "question": question, **members}))
        return number

    def cancel(self, number):
        self.send(json.dumps({"cancel": number}))

    def _take_frames(self):
        while len(self.buffer) >= 4:
            length, = struct.unpack("=I", self.buffer[:4])
            if len(self.buffer) < 4 + length:
                return
            frame = json.loads(self.buffer[4:4 + length])
            self.buffer = self.buffer[4 + length:]
            if "status" in frame:
                self.statuses.append(frame["status"])
            else:
                if frame["id"] in self.answers:
                    raise AssertionError(f"two answers to {frame['id']}")
                self.answers[frame["id"]] = frame["answer"]

    def read(self, seconds):
        """Takes what comes within that time; False when nothing did, or nobody is there any more."""
        if not select.select([self.ours], [], [], max(seconds, 0))[0]:
            return False
        data = self.ours.recv(1 << 20)
        self.buffer += data
        self._take_frames()
        return bool(data)

    def wait(self, number, seconds=12):
        """The answer to a question; None when it did not come in time."""
        end = time.monotonic() + seconds
        while number not in self.answers and time.monotonic() < end:
            if not self.read(end - time.monotonic()):
                break
        return self.answers.get(number)

    def get(self, kind, question, seconds=12, **members):
        return self.wait(self.ask(kind, question, **members), seconds)


def records(answer):
    """The records of an answer as bytes."""
    return [base64.b64decode(text[7:]) if text.startswith("base64:") else text.encode() for text in answer["records"]]


def short(answer):
    """(status, dnssec, detail), what most tests look at."""
    return (answer["status"], answer["dnssec"], answer["detail"]) if answer else None
