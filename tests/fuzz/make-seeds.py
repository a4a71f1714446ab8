#!/usr/bin/python3
"""make-seeds.py: what the fuzz targets begin with, out of the test cases

Usage: make-seeds.py --cases=DIR --stamp=FILE --depfile=FILE OUT

Writes OUT/TARGET/NAME and OUT/TARGET.dict for each target, and beside them what the targets themselves read: answers.jsonl, anchors.pem,
empty.policy and the files of known().  The same cases give the same bytes.
"""
import argparse
import json
import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "make"))
sys.path.insert(0, str(HERE))

import dictionaries
import seeds
import stamp

LARGEST = 32768


def is_approved(folder):
    """Whether the case is one that is approved: its answers come first."""
    expected = HERE.parent / "messages" / folder.name / "expect.json"
    return expected.exists() and json.loads(expected.read_text(encoding="utf-8"))["verdict"].startswith("verified")


def merged_answers(folders):
    """One answer to each question of all cases; the first one counts, those of approved mail come first."""
    found = {}
    for folder in sorted(folders, key=lambda folder: (not is_approved(folder), folder.name)):
        lines = folder / "answers.jsonl"
        for line in lines.read_text(encoding="utf-8").splitlines() if lines.exists() else []:
            answer = json.loads(line)
            found.setdefault((answer["kind"], answer["question"]), line)
    return "".join(found[key] + "\n" for key in sorted(found))


def write(out, target, name, octets):
    if 0 < len(octets) <= LARGEST:
        (out / target).mkdir(exist_ok=True)
        (out / target / name).write_bytes(octets)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", required=True, type=pathlib.Path)
    stamp.add_options(parser)
    parser.add_argument("out", type=pathlib.Path)
    arguments = parser.parse_args()
    out = arguments.out
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    folders = sorted(path.parent for path in arguments.cases.glob("*/message.eml"))
    for name in ("anchors.pem", "empty.policy"):
        shutil.copyfile(arguments.cases / "pki" / name, out / name)
    (out / "answers.jsonl").write_text(merged_answers(folders), encoding="utf-8")
    for name, octets in seeds.known():
        (out / name).write_bytes(octets)
    for target, name, octets in seeds.all_seeds(folders, arguments.cases):
        write(out, target, name, octets)
    for target, words in dictionaries.all_words().items():
        dictionaries.write(out / f"{target}.dict", words)
    stamp.write(arguments, HERE.glob("*.py"))


if __name__ == "__main__":
    main()
