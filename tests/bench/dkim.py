#!/usr/bin/python3
"""DKIM against libopendkim and Mail::DKIM, in one run on the same messages.

Usage: dkim.py --build BUILD [--runs N]

Each program reads a message into memory once and checks it N times: medians of
milliseconds for one check, and how many times faster we are.  Ours leaves the
reading of MIME structure out, which the others do not do.  Nothing here fails
because a machine is slow.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

HERE = pathlib.Path(__file__).resolve().parent
PERL = HERE.parent / "whole" / "dkim" / "mail-dkim.pl"
SIZES = (("2 KB", 2_000), ("100 KB", 100_000), ("10 MB", 10_000_000))
LINE = b"The quick brown fox reads its  mail, and looks at the certificate first.\r\n"
HEADER = (b"From: Alice <alice@example.com>\r\nTo: Bob <bob@example.org>\r\nSubject: A mail of some size\r\n"
          b"Date: Sun, 1 Mar 2026 09:00:00 +0900\r\nMessage-ID: <1@example.com>\r\n\r\n")
AT = 1772323200


def make_key(folder):
    """The private key as a file, and the TXT record of the public one."""
    key = rsa.generate_private_key(65537, 2048)
    path = folder / "key.pem"
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL,
                                       serialization.NoEncryption()))
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return path, "v=DKIM1; k=rsa; p=" + "".join(public.decode().split("\n")[1:-2])


def write_records(folder, record):
    names = [f"sel{number}._domainkey.example.com" for number in range(4)]
    lines = [json.dumps({"kind": "dns", "question": f"TXT {name}", "status": "found", "dnssec": "insecure", "records": [record],
                         "fetched": None, "expires": None, "detail": None}) for name in names]
    (folder / "answers").write_text("\n".join(lines) + "\n")
    (folder / "keys").write_text("".join(f"{name} {record}\n" for name in names))


def make_message(folder, key, size, signatures):
    path = folder / f"{size}-{signatures}.eml"
    path.write_bytes(HEADER + LINE * max(1, size // len(LINE)))
    for number in range(signatures):
        order = f"{path} {key} rsa-sha256 relaxed/relaxed example.com sel{number}\n"
        subprocess.run(["/usr/bin/perl", PERL, "sign"], input=order.encode(), check=True)
    return path


def ask(command, signatures, text=b""):
    """The milliseconds that stand at the end of the line; all signatures have to pass."""
    line = subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True).stdout.decode().strip()
    if line.count("=pass") + line.count("\tpass ") != signatures:
        sys.exit(f"bench: the sample does not pass, so the time would mean nothing: {line}")
    return int(line.split()[-1]) / 1000


def measure(build, runs, sizes=SIZES):
    """(label, signatures, milliseconds of ours, of libopendkim, of Mail::DKIM), one row at a time."""
    tools = pathlib.Path(build, "tests", "whole").resolve()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        key, record = make_key(folder)
        write_records(folder, record)
        for label, size in sizes:
            n = runs if size > 1_000_000 else 10 * runs
            for signatures in (1, 4):
                path = make_message(folder, key, size, signatures)
                ours = ask([tools / "dkim-tool", folder / "answers", f"--at={AT}", f"--repeat={n}", path], signatures)
                milter = ask([tools / "opendkim-tool", folder / "keys", str(AT), str(n), path], signatures)
                perl = ask(["/usr/bin/perl", PERL, "verify", folder / "keys", str(max(3, n // 10))], signatures, f"{path}\n".encode())
                yield label, signatures, ours, milter, perl


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    print(f"{'message':>8} {'signatures':>11} {'ours ms':>9} {'libopendkim':>12} {'Mail::DKIM':>11} {'faster than':>12}")
    for label, signatures, ours, milter, perl in measure(options.build, options.runs):
        print(f"{label:>8} {signatures:11} {ours:9.3f} {milter:12.3f} {perl:11.3f} {milter / ours:6.1f} {perl / ours:5.1f}", flush=True)


if __name__ == "__main__":
    main()
