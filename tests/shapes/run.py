#!/usr/bin/python3
"""run.py: what each shape of hostile mail costs at a size and at twice that size

Usage: run.py PROGRAM PKI [--runs=N] [--write=FILE] [SHAPE...]

User time of a whole check in one process, the least of N.  Prints a table and says where twice the size takes more than 2.3 times
the time; --write puts the table into a Markdown file.  Exit status 1: some shape does.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "make")]

import table

MOST = 2.3
SHORT = 2.0  # milliseconds: below, the clock's steps and the cache decide
AGAIN = 4
BEGIN, END = "<!-- shapes: tests/shapes/run.py writes this table -->", "<!-- end of shapes -->"


def measure(program, pki, runs, folders):
    """{folder's name: (milliseconds, bytes, verdict and codes)}"""
    command = [program, pki / "anchors.pem", pki / "empty.policy", str(runs), *folders]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    rows = (line.split("\t") for line in lines)
    return {name: (float(spent), int(size), said) for name, spent, size, said in rows}


def measure_shape(one, arguments, place):
    """What the shape costs at its size, and at twice that."""
    folders = [table.write_plain(place / "plain")]
    folders += [one.make(size).write(place / f"{one.name}.{size}") for size in (one.timed, 2 * one.timed)]
    small = large = None
    # On a busy machine another program takes the cache away: what seems slow is measured again, and the least counts.
    for _ in range(AGAIN):
        found = measure(arguments.program, arguments.pki, arguments.runs, folders)
        small = min(filter(None, (small, found[f"{one.name}.{one.timed}"])))
        large = min(filter(None, (large, found[f"{one.name}.{2 * one.timed}"])))
        if not is_slow(small, large):
            break
    return small, large


def is_slow(small, large):
    return large[0] > MOST * small[0] and large[0] > SHORT


def write(path, rows):
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    head = ("| shape | size | bytes at twice the size | ms | ms at twice the size | times | verdict and codes |\n"
            "| --- | ---: | ---: | ---: | ---: | ---: | --- |\n")
    path.write_text(f"{before}{BEGIN}\n\n{head}{''.join(rows)}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("pki", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--write", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_intermixed_args()
    rows, status = [], 0
    with tempfile.TemporaryDirectory() as name:
        for one in table.SHAPES.values():
            if arguments.names and one.name not in arguments.names:
                continue
            small, large = measure_shape(one, arguments, pathlib.Path(name))
            ratio = large[0] / small[0]
            slow = is_slow(small, large)
            status |= slow
            rows.append(f"| {one.name.replace('-', ' ')} | {one.timed} | {large[1]} | {small[0]:.2f} | {large[0]:.2f} | {ratio:.2f} "
                        f"| {large[2]} |\n")
            print(rows[-1].strip(), "TOO SLOW" if slow else "", flush=True)
    if arguments.write:
        write(arguments.write, rows)
    return status


if __name__ == "__main__":
    sys.exit(main())
