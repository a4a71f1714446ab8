#!/usr/bin/python3
"""test-shapes.py: twice the size takes at most 2.3 times the instructions, for every shape of hostile mail

Usage: test-shapes.py PROGRAM PKI [SHAPE...]

Counted below callgrind in one process, so that a busy machine changes nothing.  Three sizes, and what is compared are the
two differences: the work that does not depend on the size would hide growth.  What earlier mails left in the process (a
heap in pieces, tables that are about to grow) costs some ten thousand instructions once, here or there; where little grows
that looks like growth.  So a shape beyond the bound is counted again in a process of its own, and the least counts: what
truly grows faster does so in every process.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "make"), str(HERE.parent / "whole")]

import tap
import table

MOST = 2.3
# meson has malloc fill all that it gives and takes back, with another number each time: that is work of malloc's own, which depends on whether a
# block can grow where it stands.  It was half of all instructions of a long list of addresses.
ENV = {name: text for name, text in os.environ.items() if not name.startswith(("MALLOC_", "GLIBC_TUNABLES"))}
AGAIN = 3
FLAT = 0.05  # of all instructions: less is no growth


def count(program, pki, folders, place):
    """{folder's name: instructions of its check}, and what the program printed of each."""
    command = ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={place}/counted", program, pki / "anchors.pem",
               pki / "empty.policy", "1", *folders]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=ENV)
    found = {}
    for path in place.glob("counted.*"):
        said = path.read_text(encoding="utf-8", errors="replace")
        name = re.search(r"^desc: Trigger: Client Request: (.*)$", said, re.M)
        total = re.search(r"^(?:totals|summary): (\d+)", said, re.M)
        if name and total:
            found[name[1]] = max(int(total[1]), 0)
    return found, dict(line.split("\t", 1) for line in done.stdout.splitlines())


def judge(one, found):
    """How many times the first doubling's instructions the second one takes; 2 where they grow with the size.  Where a limit
    begins between the sizes less is done than before: then how many times the whole."""
    small, middle, large = (found[f"{one.name}.{size}"] for size in sizes_of(one))
    least = middle * FLAT
    if middle < small:
        return large / middle
    return max(large - middle, least) / max(middle - small, least)


def sizes_of(one):
    return one.counted, 2 * one.counted, 4 * one.counted


def count_shapes(program, pki, shapes):
    """[(shape, its ratio, a note for each size)]"""
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        folders = [table.write_plain(place / "plain")]
        folders += [one.make(size).write(place / f"{one.name}.{size}") for one in shapes for size in sizes_of(one)]
        found, said = count(program, pki, folders, place)
    notes = [[f"{one.name} {size}: {found[f'{one.name}.{size}']} instructions, {said[f'{one.name}.{size}']}" for size in sizes_of(one)] for one in shapes]
    return [(one, judge(one, found), note) for one, note in zip(shapes, notes)]


def count_again(program, pki, one, ratio, notes):
    for _ in range(AGAIN):
        if ratio <= MOST:
            break
        _, again, more = count_shapes(program, pki, [one])[0]
        ratio, notes = min(ratio, again), notes + [f"it was {ratio:.2f}, and again {again:.2f}", *more]
    return ratio, notes


def main():
    program, pki = map(pathlib.Path, sys.argv[1:3])
    shapes = [one for name, one in table.SHAPES.items() if name in sys.argv[3:] or not sys.argv[3:]]
    checks = tap.Tap()
    for one, ratio, notes in count_shapes(program, pki, shapes):
        ratio, notes = count_again(program, pki, one, ratio, notes)
        checks.result(ratio <= MOST, f"{one.name}: up to {4 * one.counted}, twice the size takes {ratio:.2f} times the instructions", notes)
    square = judge(table.Shape("plain", None, 10, 10), {f"plain.{size}": 10 ** 7 + size * size * 10 ** 4 for size in (10, 20, 40)})
    checks.result(square > 3.9, f"what grows by the square would be seen: {square:.2f}")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
