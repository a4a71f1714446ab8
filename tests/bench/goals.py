"""goals.py: one run of ourselves, of others and of the bare machine on the same messages: ratios, goals, curves

All that is compared is measured in turns, and a ratio is taken within a turn;
what is printed is the median over the turns.  What counts is the CPU time of
all processes that a program starts, so that what else the machine does weighs
little; "waited" is the wall clock.
"""
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


def spent_by(command, count=1):
    """Milliseconds of CPU time of a command and of all that it starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(count):
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / count


def timed(command):
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
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
            points = [(n, self.look_inside(message, 9)[0]) for n, message in messages]
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
    names = ["warm", "waited", "inside", "check", *PROCESSES, "GMime + CMS", "SHA-256", "memcpy"]
    head = ["message", "engine, warm", "waited", "inside", "`certfirst check`", "`openssl cms`", "`gpgsm`", "`cmsutil`", "GMime + CMS_verify",
            "SHA-256", "memcpy", "allocations"]
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


def goals_table(run, dkim, many, seals):
    small, large, opaque = run.find("2 KB", "detached"), run.find("10 MB", "detached"), run.find("10 MB", "opaque")
    for turn in small:
        turn["GMime and fork"] = turn["GMime + CMS"] + turn["fork"]
    one = median(small, "warm", "GMime and fork")
    rows = [goal("warm check, 2 KB signed", "≤ 1.0 × (GMime + CMS_verify + a fork)", number(one), one <= 1),
            goal("warm check, 2 KB signed", "≥ 3 × `openssl cms -verify`", number(median(small, "openssl", "warm")),
                 median(small, "openssl", "warm") >= 3),
            goal("10 MB detached", "≤ 1.25 × one SHA-256 pass (and the parse)", number(median(large, "warm", "SHA-256")),
                 median(large, "warm", "SHA-256") <= 1.25),
            goal("10 MB detached", "≥ 20 × `openssl cms -verify`", number(median(large, "openssl", "warm")),
                 median(large, "openssl", "warm") >= 20),
            goal("10 MB opaque", "≥ 3 × `openssl cms -verify`", number(median(opaque, "openssl", "warm")), median(opaque, "openssl", "warm") >= 3),
            goal("10 MB opaque", "≥ 4 × `gpgsm`", number(median(opaque, "gpgsm", "warm")), median(opaque, "gpgsm", "warm") >= 4),
            goal("10 MB, S/MIME and DKIM", "≤ 1.6 × S/MIME alone", number(seals), seals <= 1.6),
            goal("DKIM 10 MB", "≥ 8 × libopendkim", number(dkim[0]), dkim[0] >= 8),
            goal("DKIM 10 MB", "≥ 5 × Mail::DKIM", number(dkim[1]), dkim[1] >= 5),
            goal("`certfirst check` cold, 2 KB", "≤ 1.5 × `gpgsm`", number(median(small, "check", "gpgsm")), median(small, "check", "gpgsm") <= 1.5),
            goal("`certfirst check` cold, 2 KB", "≤ 1.0 × `openssl cms -verify`", number(median(small, "check", "openssl")),
                 median(small, "check", "openssl") <= 1),
            goal("many, signed 8 KB (`policy dry-run`)", "≥ 4,000 a second, all processors", f"{many[0]:.0f}", many[0] >= 4000),
            goal("the same, wall clock against one process", "≥ 1.9", number(many[1]), many[1] >= 1.9)]
    return table(["work", "goal", "found", "met"], rows)


def curves_table(run):
    return table(["grows", "exponent", "milliseconds at"],
                 [[name, number(fit), ", ".join(f"{n:,}: {ms:.2f}" for n, ms in points)] for name, points, fit in run.curves])


# --- many messages, seals ---

def measure_many(place, bodies, count=1200):
    """Messages that all processors could do in a second by the CPU time of one; wall clock of one process against all."""
    folder = place.folder / "eights"
    folder.mkdir()
    message = bodies.detached(8000)
    for index in range(count):
        (folder / str(index)).write_bytes(message)
    command = [place.program, "policy", "dry-run", *place.options, "--lookups=offline", str(folder)]
    one, every = (min(timed([*command, *jobs]) for _ in range(3)) for jobs in (["--jobs=1"], []))
    return len(os.sched_getaffinity(0)) * 1000 * count / spent_by(command, 2), one / every


def measure_seals(run, turns):
    """The same 10 MB with S/MIME and DKIM, against S/MIME alone, in turns."""
    alone, both = run.bodies.detached(10_000_000), run.bodies.both(10_000_000)
    return statistics.median(run.look_inside(both, 3)[0] / run.look_inside(alone, 3)[0] for _ in range(turns))


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = next(line.split(":")[1].strip() for line in info.splitlines() if line.startswith("model name"))
    version = subprocess.run(["openssl", "version"], stdout=subprocess.PIPE, check=True, text=True).stdout.split()[1]
    return (f"{time.strftime('%Y-%m-%d', time.gmtime())}, {info.count('processor')} processors ({model}), load "
            f"{pathlib.Path('/proc/loadavg').read_text().split()[0]}, OpenSSL {version}")


def measure(place, build_program, bodies, dkim, sizes, turns):
    """The lines of docs/performance.md that a run makes, and the plot."""
    run = Run(place, build_program, bodies)
    run.measure_sizes(sizes, turns)
    run.measure_curves()
    lines = ["Measured " + machine() + f"; medians of {turns} turns; CPU time of all processes.", "", "### Goals", "",
             *goals_table(run, dkim, measure_many(place, bodies), measure_seals(run, turns)),
             "", "### Milliseconds", "", *times_table(run), "", "### Ratios", "", *ratios_table(run),
             "", "### How a check grows", "", *curves_table(run), ""]
    shown = [("warm", "engine, warm"), ("check", "certfirst check"), ("openssl", "openssl cms"), ("gpgsm", "gpgsm"), ("cmsutil", "cmsutil"),
             ("GMime + CMS", "GMime + CMS_verify"), ("SHA-256", "SHA-256 alone")]
    curves = [(title, [(size, median(found, name)) for _, size, form, found in run.rows if form == "detached"]) for name, title in shown]
    return lines, plot.draw("A detached signature, by size of the message", "bytes", "milliseconds", curves)
