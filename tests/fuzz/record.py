"""record.py: how long each target was fuzzed, in a table of Markdown that is added to

Usage: record.py FROM TO     adds the numbers of one file to those of another

The table stands between the two comments below; all else in the file stays as it is.
"""
import pathlib
import re
import sys

BEGIN, END = "<!-- fuzzing: tests/fuzz/run.py adds to this table -->", "<!-- end of fuzzing -->"
HEAD = "| target | runs | inputs tried | processor time | stops |\n| --- | ---: | ---: | ---: | ---: |\n"
ROW = re.compile(r"^\| (\w+) \| (\d+) \| (\d+) \| ([0-9.]+) h \| (\d+) \|$", re.M)


def read(path):
    """{target: [runs, inputs, hours, stops]}; without the row of all."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    part = text.partition(BEGIN)[2].partition(END)[0]
    return {row[0]: [int(row[1]), int(row[2]), float(row[3]), int(row[4])] for row in ROW.findall(part) if row[0] != "all"}


def write(path, numbers):
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    rows = dict(sorted(numbers.items()))
    rows["all"] = [sum(row[place] for row in numbers.values()) for place in range(4)]
    table = HEAD + "".join(f"| {name} | {row[0]} | {row[1]} | {row[2]:.4f} h | {row[3]} |\n" for name, row in rows.items())
    before, mark, rest = text.partition(BEGIN)
    after = rest.partition(END)[2] if mark else ""
    path.write_text(f"{before}{BEGIN}\n\n{table}\n{END}{after or chr(10)}", encoding="utf-8")


def add(path, target, runs, inputs, hours, stops):
    """Adds to a row; runs at the same time do not happen."""
    numbers = read(path)
    row = numbers.setdefault(target, [0, 0, 0.0, 0])
    numbers[target] = [old + new for old, new in zip(row, (runs, inputs, hours, stops))]
    write(path, numbers)


def main():
    source, target = map(pathlib.Path, sys.argv[1:3])
    for name, row in read(source).items():
        add(target, name, *row)


if __name__ == "__main__":
    main()
