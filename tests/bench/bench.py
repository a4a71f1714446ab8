#!/usr/bin/python3
"""Speed and memory, compared in one run on the same messages.

Usage: bench.py --build BUILD [--runs N] [--size MB] [--write DOCS]

Prints tables; times are milliseconds of wall clock:

  1. the warm engine, request to report as a mail client waits, for each kind
     and size of message: median and slowest hundredth; the same work in one
     process with nothing around it (inside.c); and what processes, sandbox
     and frames cost beside it;
  2. the command line beside openssl, gpgsm and cmsutil on the same signature;
  3. many messages: check with one and with all processors, dry-run;
  4. start-up, idle memory, and the peak that the largest messages take;
  5. a certificate's path (path.c), and DKIM beside libopendkim and Mail::DKIM;
  6. the goals, the ratios to all others and to the bare machine, how a check grows
     with size, signers, certificates, parts and fields (goals.py).  With --write
     only this, put into DOCS/performance.md, with DOCS/images/performance.svg:
     five to ten minutes on an idle machine.

What is compared is measured in turns, so that another program's work falls on
all alike.  --size leaves larger messages out.  Nothing here fails because a
machine is slow.
"""
import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "make"))

import answers
import cms
import dkim
import engines
import goals
import kit
import peers
import pki

SIZES = (("2 KB", 2_000), ("100 KB", 100_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000), ("25 MB", 25_000_000))
LARGEST = 66_000_000  # below 64 MiB with its fields and, encoded, for what is opaque less of it


def body(size):
    line = "The quick brown fox reads its mail, and looks at the certificate first.\n"
    return kit.text(line * max(1, size // len(line)))


def unsigned(size):
    return kit.letter(body(size))


def sealed(size):
    return kit.sealed(kit.letter(body(size)))


def detached(size):
    return kit.letter(kit.detached(body(size), kit.bank()))


def opaque(size):
    return kit.letter(kit.opaque(body(size), kit.bank()))


def both(size):
    return kit.sealed(detached(size))


def relayed(size):
    """S/MIME and DKIM of its sender, and the ARC set of a list that handed it on."""
    return kit.seal.arc(both(size), "list.example", results="dkim=pass header.d=bank.example")


KINDS = (("unsigned", unsigned, "unsigned"), ("sealed (DKIM)", sealed, "unsigned"), ("detached", detached, "verified"),
         ("opaque", opaque, "verified"), ("detached, sealed", both, "verified"))


class Place:
    """The program, and files that all measurements use."""

    def __init__(self, options, folder):
        self.build, self.folder, self.runs = pathlib.Path(options.build).resolve(), pathlib.Path(folder), options.runs
        self.program = str(self.build / "plugin" / "cli" / "certfirst")
        self.largest = options.size * 1_000_000
        self.docs = options.write
        self.anchors = self.write("anchors.pem", pki.files()["anchors.pem"].encode())
        self.policy = self.write("empty.policy", b"")
        lines = answers.lines(*answers.published("bank.example"), answers.key("list.example", "arc", kind="ed25519"))
        self.answers = self.write("answers.jsonl", lines if isinstance(lines, bytes) else lines.encode())
        self.options = [f"--trust-anchors={self.anchors}", f"--policy={self.policy}"]

    def write(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def engine(self):
        return engines.Engine(self.program, [*self.options, "--history=none", f"--lookups={self.answers}"])

    def sizes(self):
        return [(label, size) for label, size in SIZES if size <= self.largest]

    def count(self, size):
        """Fewer times what takes long."""
        return max(5, self.runs if size >= 1_000_000 else 10 * self.runs)


def percentile(seconds, share):
    return 1000 * sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))]


def time_command(command):
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def build_program(place, name):
    subprocess.run(["ninja", "-C", str(place.build), f"tests/bench/{name}"], check=True, stdout=subprocess.DEVNULL)
    return str(place.build / "tests" / "bench" / name)


def bench_engine(place):
    """Table 1: engine and one process, a few checks each in turns."""
    inside = build_program(place, "bench-inside")
    engine = place.engine()
    print(f"{'message':>8} {'kind':>17} {'p50':>9} {'p99':>9} {'inside':>9} {'around':>9} {'times':>6}")
    for label, size in place.sizes():
        for kind, make, verdict in KINDS:
            message = make(size)
            path = place.write("message.eml", message)
            warm, alone = [], []
            for _ in range(5):
                for _ in range(max(1, place.count(size) // 5)):
                    spent, report = engine.check(message)
                    warm.append(spent)
                    if report["verdict"] != verdict:
                        sys.exit(f"bench: the sample is {report['verdict']}, so the time would mean nothing")
                done = subprocess.run([inside, place.anchors, place.policy, path, str(max(3, place.count(size) // 5)), place.answers],
                                      stdout=subprocess.PIPE, check=True)
                alone.append(float(done.stdout.split()[0]))
            p50, bare = percentile(warm, 0.5), statistics.median(alone)
            print(f"{label:>8} {kind:>17} {p50:9.2f} {percentile(warm, 0.99):9.2f} {bare:9.2f} {p50 - bare:9.2f} {p50 / bare:6.1f}",
                  flush=True)
    engine.stop()


def bench_commands(place):
    """Table 2: whole programs."""
    others = peers.Peers(place.folder, place.anchors)
    print(f"\n{'message':>8} {'form':>9} {'certfirst':>10}" + "".join(f"{name:>10} {'times':>6}" for name in others.names))
    for label, size in place.sizes():
        for form, make in (("detached", detached), ("opaque", opaque)):
            content = body(size)
            path = place.write("message.eml", make(size))
            der = cms.signed_data(content, [kit.bank()], detached=form == "detached")
            commands = {"certfirst": [place.program, "check", *place.options, "--lookups=offline",
                                      f"--received={engines.RECEIVED}", str(path)], **others.commands(form, content, der)}
            spent = {name: [] for name in commands}
            for _ in range(max(5, place.runs // 2)):
                for name, command in commands.items():
                    spent[name].append(time_command(command))
            medians = {name: 1000 * statistics.median(times) for name, times in spent.items()}
            row = "".join(f"{medians[name]:10.1f} {medians['certfirst'] / medians[name]:6.2f}" if name in medians else f"{'-':>10} {'-':>6}"
                          for name in others.names)
            print(f"{label:>8} {form:>9} {medians['certfirst']:10.1f}{row}", flush=True)


def bench_many(place):
    """Table 3: messages a second."""
    mails = [unsigned(2_000), detached(2_000)]
    folder = place.folder / "many"
    folder.mkdir()
    n = 10 * place.runs
    for number in range(1, n + 1):
        (folder / str(number)).write_bytes(mails[number % 2])
    files = [str(folder / str(number)) for number in range(1, n + 1)]
    common = [*place.options, "--lookups=offline"]
    commands = {"check --jobs=1": [place.program, "check", *common, "--jobs=1", *files],
                "check": [place.program, "check", *common, *files],
                "policy dry-run": [place.program, "policy", "dry-run", *common, str(folder)]}
    spent = {name: [] for name in commands}
    for _ in range(3):
        for name, command in commands.items():
            spent[name].append(time_command(command))
    print(f"\n{n} messages of 2 KB, half of them signed:")
    for name, times in spent.items():
        print(f"{name:>17}: {n / statistics.median(times):6.0f} a second")


def bench_memory(place):
    """Table 4: start, idle, largest."""
    starts, bare = [], []
    for _ in range(max(5, place.runs // 2)):
        started = time.perf_counter()
        engine = place.engine()
        starts.append(time.perf_counter() - started)
        engine.stop()
        bare.append(time_command([place.program, "--version"]))
    print(f"\nan engine's start to its greeting: {percentile(starts, 0.5):.1f} ms; a program's start and end: {percentile(bare, 0.5):.1f} ms")
    print(f"idle engine: {measure_idle(place) / 1e6:.1f} MB in all its processes (PSS)")
    if place.largest < LARGEST:
        return
    for kind, found in measure_largest(place):
        print(f"64 MB {kind}: peak {found:.2f} times its size in all processes of the engine (PSS)")


def measure_idle(place):
    """Bytes of an engine that has checked a mail and waits, shared pages divided."""
    engine = place.engine()
    engine.check(detached(2_000))
    time.sleep(0.5)
    found = engines.memory(engine.tree(), "Pss")
    engine.stop()
    return found


def measure_largest(place):
    """(kind, peak of all processes of the engine over the size of the message), the largest messages."""
    for kind, make, size in (("unsigned", unsigned, LARGEST), ("detached", detached, LARGEST), ("opaque", opaque, LARGEST * 72 // 100)):
        engine = place.engine()
        message = make(size)
        most = engines.peak_while(engine, lambda asked=(engine, message): asked[0].check(asked[1]))
        engine.stop()
        yield kind, most / len(message)


def bench_parts(place):
    """Table 5: what has programs of its own."""
    print(flush=True)
    subprocess.run([build_program(place, "bench-path"), str(place.runs)], check=True)
    print(flush=True)
    done = subprocess.run([sys.executable, str(HERE / "dkim.py"), "--build", str(place.build), "--runs", str(place.runs)], check=False)
    if done.returncode != 0:
        print("DKIM is not compared: the other libraries are not here")


MARK = "<!-- What follows is written by tests/bench/bench.py. -->\n"


def bench_goals(place):
    """Table 6."""
    faster = {signatures: (milter / ours, perl / ours) for label, signatures, ours, milter, perl in
              dkim.measure(place.build, max(3, place.runs // 4), [("10 MB", 10_000_000)])}
    memory = {"idle": measure_idle(place), **(dict(measure_largest(place)) if place.largest >= LARGEST else {})}
    lines, drawing = goals.measure(place, build_program, sys.modules[__name__], {"dkim": faster, "memory": memory})
    print("\n" + "\n".join(lines), flush=True)
    if place.docs is None:
        return
    page = place.docs / "performance.md"
    page.write_text(page.read_text().split(MARK)[0] + MARK + "\n" + "\n".join(lines))
    (place.docs / "images" / "performance.svg").write_text(drawing)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--size", type=int, default=100, metavar="MB", help="leave larger messages out")
    parser.add_argument("--write", metavar="DOCS", type=pathlib.Path, help="put goals, ratios and curves into DOCS/performance.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(options, folder)
        for bench in (bench_engine, bench_commands, bench_many, bench_memory, bench_parts, bench_goals):
            if options.write is None or bench is bench_goals:
                bench(place)


if __name__ == "__main__":
    main()
