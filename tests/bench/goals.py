"""goals.py: one run of ourselves, of others and of the bare machine on the same messages: ratios, goals, curves

All that is compared is measured in turns, and a ratio is taken within a turn;
what is printed is the median over the turns.  What counts is the CPU time of
all processes that a program starts, so that what else the machine does weighs
little; "waited" is the wall clock.
"""
import contextlib
import ctypes
import math
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

import cms
import engines
import kit
import peers
import plot

FORMS = ("detached", "opaque")
PROCESSES = ("openssl", "gpgsm", "cmsutil")
RAW = ("memcpy", "SHA-256", "RSA-2048", "fork", "GMime + CMS")


def adopt():
    """Processes whose parent ended first become ours, so that their time is counted too (PR_SET_CHILD_SUBREAPER)."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def wait_for_all():
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def spent_by(command, count=1):
    """Milliseconds of CPU time of a command and of all that it starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(count):
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / count


def spent_in_all(command):
    """The same where processes outlive the command: waits for them.  No engine of ours may be there."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    adopt()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    wait_for_all()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def timed(command):
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return 1000 * (time.perf_counter() - started)


def said(command):
    return [float(word) for word in subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, check=True).stdout.split()]


def median(turns, name, over=None):
    """Of a time in milliseconds, or of its ratio to another one of the same turn."""
    values = [turn[name] / (turn[over] if over else 1) for turn in turns if name in turn and (over is None or over in turn)]
    return statistics.median(values) if values else math.nan


class Run:
    """The programs of one run; `rows` is what was found: (size, form, turns)."""

    def __init__(self, place, build_program, bodies):
        self.place, self.bodies = place, bodies
        self.inside, self.raw = build_program(place, "bench-inside"), build_program(place, "bench-raw")
        self.others = peers.Peers(place.folder, place.anchors)
        self.rows, self.curves = [], []

    def look_inside(self, message, runs):
        """Milliseconds of one check in one process, and how many allocations it made."""
        path = self.place.write("inside.eml", message)
        found = said([self.inside, self.place.anchors, self.place.policy, path, runs, self.place.answers])
        return found[0], found[2]

    def turn(self, engine, message, path, commands, runs):
        began = engine.spent()
        waited = [engine.check(message)[0] for _ in range(8 * runs)]
        times = {"waited": 1000 * statistics.median(waited), "warm": 1000 * (engine.spent() - began) / len(waited)}
        times["inside"], times["allocations"] = self.look_inside(message, runs)
        times.update({name: value for name, value in zip(RAW, said([self.raw, self.place.anchors, path, runs])) if not math.isnan(value)})
        for name, command in commands.items():
            times[name] = spent_by(command, max(1, runs // 2))
        return times

    def measure_sizes(self, sizes, turns):
        engine = self.place.engine()
        for label, size in sizes:
            for form, make in (("detached", self.bodies.detached), ("opaque", self.bodies.opaque)):
                message, content = make(size), self.bodies.body(size)
                path = self.place.write("message.eml", message)
                der = cms.signed_data(content, [kit.bank()], detached=form == "detached")
                commands = {"check": [self.place.program, "check", *self.place.options, "--lookups=offline",
                                      f"--received={engines.RECEIVED}", str(path)], **self.others.commands(form, content, der)}
                runs = 9 if size < 500_000 else 2
                self.rows.append((label, size, form, [self.turn(engine, message, path, commands, runs) for _ in range(turns)]))
                print(".", end="", file=sys.stderr, flush=True)
        engine.stop()

    def find(self, label, form):
        return next((turns for name, _, kind, turns in self.rows if (name, kind) == (label, form)), [])

    # --- curves: how the time of a check grows ---

    def measure_curves(self):
        bank, body = kit.bank(), self.bodies.body
        kinds = {
            "size in bytes": [(size, self.bodies.detached(size)) for size in (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)],
            "signers": [(n, kit.letter(kit.detached(body(2000), *[kit.organisation(f"Bank {i}", "info@bank.example") for i in range(n)])))
                        for n in (1, 2, 4, 8, 16)],
            "certificates": [(n, kit.letter(kit.detached(body(2000), bank, more=[kit.person(f"p{i}@example.com") for i in range(n)])))
                             for n in (4, 8, 16, 32, 56)],
            "parts": [(n, kit.letter(kit.detached(kit.multipart("mixed", *[kit.text(f"part {i}\n") for i in range(n)]), bank)))
                      for n in (30, 60, 120, 240, 480, 900)],
            "header fields": [(n, b"".join(b"X-Field-%d: some words of a header\r\n" % i for i in range(n)) + self.bodies.detached(2000))
                              for n in (100, 200, 400, 800, 1600)],
        }
        for name, messages in kinds.items():
            # Each time in a new process: one that has seen the certificates before does not decode them again.
            points = [(n, statistics.median(self.look_inside(message, 1)[0] for _ in range(7))) for n, message in messages]
            self.curves.append((name, points, exponent(points)))


def exponent(points):
    """Of time = c * n^e, by least squares over the logarithms of the larger half: what is fixed weighs little there."""
    pairs = [(math.log(n), math.log(ms)) for n, ms in points[len(points) // 2 - 1:]]
    x, y = statistics.mean(p[0] for p in pairs), statistics.mean(p[1] for p in pairs)
    return sum((a - x) * (b - y) for a, b in pairs) / sum((a - x) ** 2 for a, _ in pairs)


# --- tables ---

def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "| --- |" + " ---: |" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"


def number(value, digits=2):
    return "–" if math.isnan(value) else f"{value:.{digits}f}"


def times_table(run):
    names = ["warm", "waited", "inside", "check", *PROCESSES, "GMime + CMS", "SHA-256", "memcpy", "RSA-2048", "fork"]
    head = ["message", "engine, warm", "waited", "inside", "`certfirst check`", "`openssl cms`", "`gpgsm`", "`cmsutil`", "GMime + CMS_verify",
            "SHA-256", "memcpy", "RSA-2048 verify", "fork", "allocations"]
    return table(head, [[f"{label} {form}", *(number(median(turns, name)) for name in names), f"{median(turns, 'allocations'):.0f}"]
                        for label, _, form, turns in run.rows])


def ratios_table(run):
    head = ["message", "`openssl cms` : check", "`gpgsm` : check", "`cmsutil` : check", "`openssl cms` : engine", "`gpgsm` : engine",
            "engine : GMime + CMS_verify", "engine : SHA-256"]
    pairs = [("openssl", "check"), ("gpgsm", "check"), ("cmsutil", "check"), ("openssl", "warm"), ("gpgsm", "warm"),
             ("warm", "GMime + CMS"), ("warm", "SHA-256")]
    return table(head, [[f"{label} {form}", *(number(median(turns, a, b)) for a, b in pairs)] for label, _, form, turns in run.rows])


def goal(work, wanted, found, fits):
    return [work, wanted, found, "yes" if fits else "no"]


def at_most(work, limit, than, found):
    return goal(work, f"≤ {limit} {than}", number(found), found <= limit)


def at_least(work, limit, than, found):
    return goal(work, f"≥ {limit} {than}", number(found), found >= limit)


def goals_table(run, found):
    """found: what is measured beside the sizes, by name."""
    small, large, opaque = run.find("2 KB", "detached"), run.find("10 MB", "detached"), run.find("10 MB", "opaque")
    for turn in small:
        turn["GMime and fork"] = turn["GMime + CMS"] + turn["fork"]
    dkim, memory, (a_second, in_one_second, gain) = found["dkim"], found["memory"], found["scan"]
    rows = [at_most("warm check, 2 KB signed", 1.0, "× (GMime + CMS_verify + a fork)", median(small, "warm", "GMime and fork")),
            at_least("warm check, 2 KB signed", 3, "× `openssl cms -verify`", median(small, "openssl", "warm")),
            at_most("10 MB detached", 1.25, "× one SHA-256 pass (and the parse)", median(large, "warm", "SHA-256")),
            at_least("10 MB detached", 20, "× `openssl cms -verify`", median(large, "openssl", "warm")),
            at_least("10 MB opaque", 3, "× `openssl cms -verify`", median(opaque, "openssl", "warm")),
            at_least("10 MB opaque", 4, "× `gpgsm`", median(opaque, "gpgsm", "warm")),
            at_most("10 MB, S/MIME + DKIM + ARC", 1.6, "× S/MIME alone", found["relayed"]),
            at_most("10 MB, S/MIME + DKIM", 1.6, "× S/MIME alone", found["both"])]
    for signatures, (milter, perl) in sorted(dkim.items()):
        rows += [at_least(f"DKIM 10 MB, {signatures} signature{'s' * (signatures > 1)}", 8, "× libopendkim", milter),
                 at_least(f"DKIM 10 MB, {signatures} signature{'s' * (signatures > 1)}", 5, "× Mail::DKIM", perl)]
    rows += [at_most("`certfirst check` cold, 2 KB", 1.5, "× `gpgsm`", median(small, "check", "gpgsm")),
             at_most("`certfirst check` cold, 2 KB", 1.0, "× `openssl cms -verify`", median(small, "check", "openssl")),
             goal("`scan`, signed 8 KB", "≥ 4,000 a second, all processors", f"{a_second:.0f}", a_second >= 4000),
             goal("the same by CPU time, as if nothing else ran", "≥ 4,000 a second", f"{in_one_second:.0f}", in_one_second >= 4000),
             at_least("`scan`, all processors", 1.9, "× one job", gain)]
    for kind, limit in (("detached", 1.5), ("opaque", 2.5)):
        if kind in memory:
            rows.append(at_most(f"64 MB {kind}: peak memory of all processes", limit, "× its size", memory[kind]))
    rows.append(goal("idle engine", "≤ 25 MB", f"{memory['idle'] / 1e6:.1f} MB", memory["idle"] <= 25e6))
    return table(["work", "goal", "found", "met"], rows)


def curves_table(run):
    return table(["grows", "exponent", "milliseconds at"],
                 [[name, number(fit), ", ".join(f"{n:,}: {ms:.2f}" for n, ms in points)] for name, points, fit in run.curves])


# --- many messages, seals ---

def measure_scan(place, bodies, count=2000):
    """Messages a second by wall clock; what all processors could do by the CPU time of one; all processors against one job."""
    folder = place.folder / "eights"
    folder.mkdir()
    message = bodies.detached(8000)
    for index in range(count):
        (folder / str(index)).write_bytes(message)
    command = [place.program, "scan", *place.options, "--lookups=offline", str(folder)]
    turns = [(timed([*command, "--jobs=1"]), timed(command)) for _ in range(3)]
    return (1000 * count / min(every for _, every in turns), len(os.sched_getaffinity(0)) * 1000 * count / spent_in_all(command),
            statistics.median(one / every for one, every in turns))


def measure_seals(run, turns):
    """The same 10 MB with DKIM, and with ARC as well, against S/MIME alone, in turns."""
    messages = {"alone": run.bodies.detached(10_000_000), "both": run.bodies.both(10_000_000), "relayed": run.bodies.relayed(10_000_000)}
    rows = [{name: run.look_inside(message, 3)[0] for name, message in messages.items()} for _ in range(turns)]
    return {name: statistics.median(row[name] / row["alone"] for row in rows) for name in ("both", "relayed")}


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = next(line.split(":")[1].strip() for line in info.splitlines() if line.startswith("model name"))
    version = subprocess.run(["openssl", "version"], stdout=subprocess.PIPE, check=True, text=True).stdout.split()[1]
    return (f"{time.strftime('%Y-%m-%d', time.gmtime())}, {info.count('processor')} processors ({model}), load "
            f"{pathlib.Path('/proc/loadavg').read_text().split()[0]}, OpenSSL {version}")


def measure(place, build_program, bodies, found):
    """The lines of docs/performance.md that a run makes, and the plot; found: what was measured elsewhere."""
    run, turns = Run(place, build_program, bodies), max(3, place.runs // 4)
    run.measure_sizes(place.sizes(), turns)
    run.measure_curves()
    found = {**found, **measure_seals(run, turns), "scan": measure_scan(place, bodies)}
    lines = ["Measured " + machine() + f"; medians of {turns} turns; CPU time of all processes.", "", "### Goals", "",
             *goals_table(run, found),
             "", "### Milliseconds", "", *times_table(run), "", "### Ratios", "", *ratios_table(run),
             "", "### How a check grows", "", *curves_table(run), ""]
    shown = [("warm", "engine, warm"), ("check", "certfirst check"), ("openssl", "openssl cms"), ("gpgsm", "gpgsm"), ("cmsutil", "cmsutil"),
             ("GMime + CMS", "GMime + CMS_verify"), ("SHA-256", "SHA-256 alone")]
    curves = [(title, [(size, median(found, name)) for _, size, form, found in run.rows if form == "detached"]) for name, title in shown]
    return lines, plot.draw("A detached signature, by size of the message", "bytes", "milliseconds", curves)
