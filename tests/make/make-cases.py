#!/usr/bin/python3
"""Makes the messages of all data cases.

Usage: make-cases.py [--stamp=FILE --depfile=FILE] OUT [CASE...]

Each folder of tests/messages with a message.py becomes OUT/CASE/message.eml,
with the case's policy files beside it and whatever its beside() gives as
{file name: octets}: answers, revocation lists.  OUT/pki gets the certificate files.
The same sources give the same bytes, on every machine and in every run.
"""
import argparse
import pathlib
import shutil
import sys

sys.dont_write_bytecode = True

import messages
import pki
import stamp


def make_case(folder, out):
    out.mkdir(parents=True, exist_ok=True)
    module = messages.load(folder / "message.py")
    (out / "message.eml").write_bytes(module.make())
    for file_name, content in getattr(module, "beside", dict)().items():
        (out / file_name).write_bytes(content)
    for policy in folder.glob("*.policy"):
        shutil.copyfile(policy, out / policy.name)


def write_pki(out):
    out.mkdir(parents=True, exist_ok=True)
    for file_name, text in pki.files().items():
        (out / file_name).write_text(text, encoding="ascii")
    (out / "empty.policy").write_text("", encoding="ascii")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    stamp.add_options(parser)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    write_pki(arguments.out / "pki")
    for folder in sorted(path.parent for path in messages.FOLDER.glob("*/message.py")):
        if not arguments.names or folder.name in arguments.names:
            make_case(folder, arguments.out / folder.name)
    stamp.write(arguments, [messages.FOLDER, *(path for each in ("*", "*/message.py", "*/*.policy") for path in messages.FOLDER.glob(each))])


if __name__ == "__main__":
    main()
