#!/usr/bin/python3
"""run.py: runs fuzz targets for a time, and writes down how much was tried

Usage: run.py --build=DIR [--seconds=N] [--corpus=DIR] [--record=FILE] [--jobs=N] [--once] [TARGET...]

DIR is a build folder with -Dfuzz=true.  Each target runs N seconds over its seeds and over what --corpus keeps of
earlier runs (one folder a target; what is found is added), and its row in the table of --record grows.  --once reads
seeds, corpus and the inputs in regressions/ once and changes nothing.  As many targets as --jobs run at once.
Exit status 1: some input broke a claim, was slow or leaked; it lies in DIR/findings/TARGET.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

sys.dont_write_bytecode = True

import record

HERE = pathlib.Path(__file__).resolve().parent
LARGEST = 32768
SLOW_SECONDS = 20  # with both sanitizers; a busy machine adds to it
MEMORY_MIB = 2048
# json-glib forgets what it read of a text that turns out to be broken; leaks of our own are for the unit tests.
LEAKING = ("answers", "frames", "report")
TELLING = threading.Lock()
LEARNS = ("whole", "cms", "cert", "revocation", "domain")


def environment(build, **more):
    return {**os.environ, "G_SLICE": "always-malloc", "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
            "ASAN_OPTIONS": "detect_leaks=1:allocator_may_return_null=1",
            "LSAN_OPTIONS": f"suppressions={HERE.parent / 'leaks.supp'}:print_suppressions=0",
            "CF_FUZZ_SEEDS": str(build / "seeds"), **more}


def learn(build, target):
    """What the seeds approve: the path of that table, made anew where the program or a seed is newer."""
    program, table = build / f"fuzz-{target}", build / f"genuine-{target}.txt"
    newest = max(program.stat().st_mtime, (build / "seeds").stat().st_mtime)
    if not table.exists() or table.stat().st_mtime < newest:
        table.unlink(missing_ok=True)
        found = table.with_suffix(".new")
        found.unlink(missing_ok=True)
        subprocess.run([program, "-runs=0", f"-max_len={LARGEST}", build / "seeds" / target], check=True,
                       env=environment(build, CF_FUZZ_LEARN=str(found)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        lines = found.read_text(encoding="utf-8", errors="surrogateescape").splitlines() if found.exists() else []
        table.write_text("".join(f"{line}\n" for line in sorted(set(lines))), encoding="utf-8", errors="surrogateescape")
        found.unlink(missing_ok=True)
    return table


def command(arguments, target, corpus):
    build = arguments.build
    findings = build / "findings" / target
    findings.mkdir(parents=True, exist_ok=True)
    found = [build / f"fuzz-{target}", f"-max_len={LARGEST}", f"-timeout={arguments.slow}", f"-rss_limit_mb={MEMORY_MIB}",
             "-print_final_stats=1", "-verbosity=1", f"-artifact_prefix={findings}/"]
    found += ["-runs=0"] if arguments.once else [f"-max_total_time={arguments.seconds}"]
    if target in LEAKING:
        found.append("-detect_leaks=0")
    dictionary = build / "seeds" / f"{target}.dict"
    if dictionary.exists():
        found.append(f"-dict={dictionary}")
    return found + [corpus, build / "seeds" / target] + [kept for kept in (HERE / "regressions" / target,) if kept.is_dir()]


def call(words, env):
    """Returns (whether it ended well, processor seconds of this one program, what it said)."""
    with tempfile.TemporaryFile() as said:
        program = subprocess.Popen(words, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return program.returncode == 0, used.ru_utime + used.ru_stime, said.read().decode("utf-8", "replace")


def run(arguments, target):
    """Returns (inputs, processor seconds, whether it ended well, what it said)."""
    leaks = {"ASAN_OPTIONS": "detect_leaks=0"} if target in LEAKING else {}
    more = {"CF_FUZZ_GENUINE": str(learn(arguments.build, target))} if target in LEARNS else {}
    with tempfile.TemporaryDirectory() as empty:
        corpus = pathlib.Path(empty)
        if arguments.corpus and (not arguments.once or (arguments.corpus / target).is_dir()):
            corpus = arguments.corpus / target
            corpus.mkdir(parents=True, exist_ok=True)
        is_well, spent, said = call(command(arguments, target, corpus), environment(arguments.build, **more, **leaks))
    tried = re.search(r"stat::number_of_executed_units:\s*(\d+)", said) or re.search(r"Done (\d+) runs", said)
    return int(tried[1]) if tried else 0, spent, is_well, said


def targets_of(build):
    return sorted(path.name.removeprefix("fuzz-") for path in build.glob("fuzz-*") if os.access(path, os.X_OK) and path.is_file())


def tell(arguments, target, result):
    """Says what a run gave and writes it down; returns whether no claim broke."""
    inputs, seconds, is_well, said = result
    with TELLING:
        print(f"{target}: {inputs} inputs, {seconds:.0f} s of processor time{'' if is_well else ': STOPPED'}", flush=True)
        if not is_well:
            print(said[-6000:], flush=True)
        if arguments.record:
            record.add(arguments.record, target, 1, inputs, seconds / 3600, 0 if is_well else 1)
    return is_well


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--record", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--slow", type=int, default=SLOW_SECONDS, help="seconds that one input may take")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("targets", nargs="*")
    arguments = parser.parse_args()
    if (arguments.build / "tests" / "fuzz").is_dir():
        arguments.build = arguments.build / "tests" / "fuzz"
    targets = arguments.targets or targets_of(arguments.build)
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        found = list(pool.map(lambda target: tell(arguments, target, run(arguments, target)), targets))
    return 0 if all(found) else 1


if __name__ == "__main__":
    sys.exit(main())
