#!/usr/bin/python3
"""The example client of docs/protocol.md, run as it stands there.

Usage: protocol.py --program PROGRAM --doc FILE
"""
import argparse
import pathlib
import re
import sys
import tempfile

import tap

LINES = 60
SECONDS = 60
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: hello\r\nMessage-ID: <1@example.org>\r\n\r\ntext\r\n"


def extract(doc):
    """The one Python block of the page."""
    blocks = re.findall(r"^```python\n(.*?)^```$", doc.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return blocks[0] if len(blocks) == 1 else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--doc", type=pathlib.Path, required=True)
    options = parser.parse_args()
    out = tap.Tap()
    text = extract(options.doc)
    out.result(0 < text.count("\n") <= LINES, f"the page has one example of at most {LINES} lines", [text.count("\n")])
    with tempfile.TemporaryDirectory() as folder:
        client = pathlib.Path(folder, "client.py")
        client.write_text(text, encoding="utf-8")
        for name, message, wanted in (("an unsigned mail", MAIL, "unsigned"), ("an empty file", b"", "unsigned"),
                                      ("a mail over the limit", MAIL + b"x" * (64 << 20), "undetermined")):
            mail = pathlib.Path(folder, "mail.eml")
            mail.write_bytes(message)
            command = [sys.executable, str(client), str(options.program.resolve()), str(mail)]
            status, output, errors = tap.run(command, SECONDS)
            lines = output.decode().splitlines()
            out.result(status == 0 and lines[:1] == [wanted] and len(lines) == 3, f"the example checks {name}",
                       [status, output.decode(), errors.decode()])
    return out.finish()


if __name__ == "__main__":
    sys.exit(main())
