#!/usr/bin/python3
"""An engine whose first message hangs until others have had their reports, and dies then.

Usage (what a client starts): stop-engine.py engine [OPTION…]

It passes frames on between the client and the real engine, CERTFIRST_REAL.
Before the first check it stops the process that will get its message; once
CERTFIRST_OTHERS other reports went by, it kills that process.
"""
import json
import os
import pathlib
import select
import signal
import socket
import struct
import subprocess
import sys
import time

N_OTHERS = int(os.environ["CERTFIRST_OTHERS"])


def find_waiting(engine):
    """The process that waits for a message is the last that was started: after the origin and the template."""
    for _ in range(5000):
        children = pathlib.Path(f"/proc/{engine}/task/{engine}/children").read_text().split()
        if len(children) == 3:
            return int(children[2])
        time.sleep(0.001)
    sys.exit("stop-engine: no process waits")


def count_reports(buffer):
    """Reports among the whole frames of buffer, which are taken out of it."""
    found = 0
    while len(buffer) >= 4 and len(buffer) >= 4 + struct.unpack("=I", buffer[:4])[0]:
        length = struct.unpack("=I", buffer[:4])[0]
        found += json.loads(buffer[4:4 + length])["type"] == "report"
        del buffer[:4 + length]
    return found


def main():
    client = socket.socket(fileno=0)
    ours, theirs = socket.socketpair()
    with subprocess.Popen([os.environ["CERTFIRST_REAL"], *sys.argv[1:]], stdin=theirs, stdout=theirs) as engine:
        theirs.close()
        stopped, n_reports, heard = 0, 0, bytearray()
        while True:
            ready = select.select([client, ours], [], [])[0]
            if client in ready:
                data, descriptors, _, _ = socket.recv_fds(client, 1 << 20, 16)
                if not data:
                    break
                if descriptors and not stopped:
                    stopped = find_waiting(engine.pid)
                    os.kill(stopped, signal.SIGSTOP)
                socket.send_fds(ours, [data], descriptors)
                for descriptor in descriptors:
                    os.close(descriptor)
            if ours in ready:
                data = ours.recv(1 << 20)
                if not data:
                    break
                client.sendall(data)
                heard += data
                n_before, n_reports = n_reports, n_reports + count_reports(heard)
                if n_before < N_OTHERS <= n_reports:
                    os.kill(stopped, signal.SIGKILL)
        ours.close()


if __name__ == "__main__":
    main()
