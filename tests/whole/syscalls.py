#!/usr/bin/python3
"""What the checking processes ask of the kernel, seen from outside by strace.

Usage: syscalls.py --program PROGRAM --cases DIR

The engine checks all messages under strace.  From the moment that a process
has its filter, every system call must be in the table, with a reason; none of
those that are refused may occur, because a file that is looked for late is one
that cf_gather_prepare() forgot; no process may be killed for a call.
"""
import argparse
import pathlib
import re
import sys
import tempfile

import tap
from engine import Engine

TABLE = pathlib.Path(__file__).resolve().parents[2] / "plugin" / "engine" / "cf-engine-syscall-table.h"
ROW = re.compile(r'^CF_SYSCALL \((\w+), +([A-Z| ]+?), +(\w+), +"([^"]+)"\)$', re.MULTILINE)
CALL = re.compile(r"^(\d+) +(?:<\.\.\. )?(\w+)(?:\(| resumed>)")
CONFINED = re.compile(r"^(\d+) +(?:seccomp\(SECCOMP_SET_MODE_FILTER, \w+, \{len|prctl\(PR_SET_SECCOMP)")
# What strace prints of a call that has not come back.  When it does, there is a line "resumed"; when the monitor ends the
# process between two stops, no registers are left to read, and the call is none that was made.  A real call that the
# filter refuses is a SIGSYS.
UNFINISHED = re.compile(r"<unfinished \.\.\.>\)?$")
SECONDS = 200


def read_table():
    rows = ROW.findall(TABLE.read_text())
    allowed = {name for name, who, how, _ in rows if how != "REFUSED" and who != "ASAN"}
    refused = {name for name, _, how, _ in rows if how == "REFUSED"}
    return rows, allowed, refused


def follow(trace):
    """(confined processes, {call: line} of theirs, lines that tell of a kill)"""
    confined, calls, kills = set(), {}, []
    for line in trace.read_text(errors="replace").splitlines():
        call = CALL.match(line)
        if call and call[1] in confined and not UNFINISHED.search(line):
            calls.setdefault(call[2], line)
        if found := CONFINED.match(line):
            confined.add(found[1])
        if "SIGSYS" in line and "rt_sig" not in line:
            kills.append(line)
    return confined, calls, kills


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--cases", type=pathlib.Path, required=True)
    options = parser.parse_args()
    out = tap.Tap()
    rows, allowed, refused = read_table()
    messages = [(path.parent.name, path.read_bytes()) for path in sorted(options.cases.glob("*/message.eml"))]
    with tempfile.TemporaryDirectory() as folder:
        trace = pathlib.Path(folder, "trace")
        strace = ["strace", "-f", "-qq", "-o", str(trace)]
        with Engine(str(options.program.resolve()), ["--lookups=offline", "--policy=/dev/null"], SECONDS, strace) as engine:
            reports = [report for _, report in engine.check_all(messages, {"lang": "en"})]
        confined, calls, kills = follow(trace)
    out.result(len(rows) > 40, "the table has rows, and each a reason")
    stopped = [report for report in reports if any(reason["code"] in ("CF903", "CF904") for reason in report["reasons"])]
    out.result(len(messages) > 300 and len(reports) == len(messages) and not stopped, "every message has a report")
    out.result(len(confined) > len(messages), "every checking process has its filter", [len(confined), len(messages)])
    out.result({"recvmsg", "sendmsg", "mmap"} <= set(calls), "what they do is seen", sorted(calls))
    unknown = {name: line for name, line in calls.items() if name not in allowed | refused}
    out.result(not unknown, "no system call that is not in the table", unknown.values())
    late = {name: line for name, line in calls.items() if name in refused}
    out.result(not late, "no file is looked for late", late.values())
    out.result(not kills, "no process was ended for a call", kills)
    return out.finish()


if __name__ == "__main__":
    sys.exit(main())
