"""engine.py: one running `certfirst engine`, asked over pipes

Frames are a uint32 length in native byte order and that much JSON.  Many
checks are open at a time, so that the engine never waits for us.
"""
import base64
import contextlib
import itertools
import json
import os
import select
import struct
import subprocess
import tempfile
import time

import tap

VERSION = 1
OPEN_CHECKS = 32
CHUNK = 600 * 1024


class Engine:
    """Use as a context; nothing of it is left afterwards.

    seconds: what all checks together may take.
    tracer: a command that runs another one, such as strace.
    """

    def __init__(self, program, options, seconds, tracer=()):
        self.command = [*tracer, program, "engine", "--history=none", *options]
        self.seconds = seconds
        self.numbers = itertools.count(1)

    def __enter__(self):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.errors, start_new_session=True)
        self.deadline = time.monotonic() + self.seconds
        self.waiting = b""
        try:
            self.greet()
        except (OSError, RuntimeError):
            self.__exit__()
            raise
        return self

    def greet(self):
        self.send({"type": "hello", "id": next(self.numbers), "version": VERSION, "client": "tests"})
        answer = self.receive()
        if answer["type"] != "hello":
            raise RuntimeError(f"the engine refuses: {answer}")

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        tap.kill_group(self.process)
        self.process.wait()
        self.process.stdout.close()
        self.errors.close()

    def complaints(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    def send(self, frame):
        text = json.dumps(frame).encode()
        self.process.stdin.write(struct.pack("=I", len(text)) + text)
        self.process.stdin.flush()

    def read(self, size):
        while len(self.waiting) < size:
            left = self.deadline - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise TimeoutError(f"no answer of the engine within {self.seconds} s\n{self.complaints()}")
            octets = os.read(self.process.stdout.fileno(), 1 << 20)
            if not octets:
                raise RuntimeError(f"the engine ended\n{self.complaints()}")
            self.waiting += octets
        found, self.waiting = self.waiting[:size], self.waiting[size:]
        return found

    def receive(self):
        size, = struct.unpack("=I", self.read(4))
        return json.loads(self.read(size))

    def ask(self, number, message, request):
        self.send({"type": "check", "id": number, "from": "data", "place": "file", "exact": True, **request})
        pieces = [message[at:at + CHUNK] for at in range(0, len(message), CHUNK)] or [b""]
        for piece in pieces:
            self.send({"type": "data", "id": number, "bytes": base64.b64encode(piece).decode(),
                       "last": piece is pieces[-1]})

    def check_all(self, messages, request):
        """Yields (what was given beside it, report) in any order for (what, octets)."""
        given = zip(self.numbers, messages)
        asked = {}
        while True:
            while len(asked) < OPEN_CHECKS and (entry := next(given, None)):
                number, (what, message) = entry
                asked[number] = what
                self.ask(number, message, request)
            if not asked:
                return
            answer = self.receive()
            if answer["type"] != "report":
                raise RuntimeError(f"no report: {answer}")
            yield asked.pop(answer["id"]), answer["report"]
