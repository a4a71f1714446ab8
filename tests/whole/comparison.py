#!/usr/bin/python3
"""The table "On the command line" of docs/comparison.md: what OpenSSL and gpgsm say of each mail, asked again; and what "explain" says of one.

Usage: comparison.py SOURCE-ROOT CASES TRAINING PROGRAM

Both get the root of the mail's sender as trusted, and look at the mail on the day that the row needs.  A cell is right when the program's answer
has these words; what Certfirst says is compared by its code.
"""
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import tap
import witness

ROOT, CASES, TRAINING, PROGRAM = (pathlib.Path(word).resolve() for word in sys.argv[1:5])
SECONDS = 120
ARRIVAL = datetime.datetime(2026, 6, 15, 9, tzinfo=datetime.timezone.utc)
LATER = ARRIVAL.replace(year=2040)
# Row of the page: a case or a mail for training, and the day on which the others look at it.
ROWS = {
    "text changed after signing": ("altered-text", ARRIVAL),
    "signed under an unknown authority": ("chain-unknown-root", ARRIVAL),
    "cancelled certificate": ("revoked-no-reason", ARRIVAL),
    "certificate has expired since the mail came": ("01-*.eml", LATER),
    "signed by another address than the From": ("*-untrusted-CF212.eml", ARRIVAL),
    "unsigned text before a signed part": ("*-invalid-CF601.eml", ARRIVAL),
    "several signers, one bad": ("signers-good-and-altered", ARRIVAL),
}


def read_table():
    """{row: (what OpenSSL says, what gpgsm says)}"""
    page = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
    part = page[page.index("## On the command line"):]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| ")]
    return {row[0]: tuple(row[1:3]) for row in rows[2:]}


def find(name):
    return next((TRAINING / "mail").glob(name)) if name.endswith(".eml") else CASES / name / "message.eml"


def ask_openssl(message, day):
    content = ["-content", message.variants[0]] if message.variants else []
    done = subprocess.run(["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", message.signature, "-out", "/dev/null", "-CAfile",
                           TRAINING / "anchors.pem", "-attime", str(int(day.timestamp())), *content], capture_output=True, text=True, timeout=SECONDS,
                          check=False)
    if done.returncode == 0:
        return "good"
    reason = re.search(r"Verify error: ?(.*)", done.stderr)
    return f"refused: {reason[1].strip()}" if reason else "refused: verification failure"


def ask_gpgsm(message, day):
    home = message.folder / "gnupg"
    home.mkdir(mode=0o700)
    fingerprint = subprocess.run(["openssl", "x509", "-in", TRAINING / "anchors.pem", "-noout", "-fingerprint", "-sha1"], capture_output=True, text=True,
                                 check=True).stdout.rpartition("=")[2].strip()
    (home / "trustlist.txt").write_text(f"{fingerprint} S relax\n")
    command = ["gpgsm", "--homedir", home, "--batch", "--disable-crl-checks", "--disable-dirmngr", "--faked-system-time", f"{day:%Y%m%dT%H%M%S}"]
    try:
        subprocess.run([*command, "--import", TRAINING / "anchors.pem"], capture_output=True, timeout=SECONDS, check=False)
        done = subprocess.run([*command, "--status-fd", "1", "--verify", message.signature, *message.variants[:1]], capture_output=True, text=True,
                              timeout=SECONDS, check=False)
    finally:
        subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], capture_output=True, check=False)
    words = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("[GNUPG:]")]
    if "BADSIG" in words:
        return "bad signature" + (", and a good one" if "GOODSIG" in words else "")
    good = "good" if "GOODSIG" in words else "good, by an expired key" if "EXPKEYSIG" in words else "nothing"
    return good if "TRUST_FULLY" in words else f"{good}, but not trusted"


def check_row(results, row, cells):
    name, day = ROWS[row]
    path = find(name)
    with tempfile.TemporaryDirectory() as folder:
        message = witness.Message(name, path, {"smime": {"signers": []}}, None, pathlib.Path(folder))
        found = (ask_openssl(message, day), ask_gpgsm(message, day))
    results.result(found == cells, row, [] if found == cells else [f"measured: {found}", f"the page: {cells}"])


def check_ours(results):
    """The column of Certfirst in the first table, where its row is one of ours: a code that the program gives."""
    page = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
    for row in ("text changed after signing", "signed by another address than the From", "unsigned text before a signed part"):
        cell = re.search(rf"^\| {re.escape(row)} \| ([^|]*) \|", page, re.M)[1]
        done = subprocess.run([PROGRAM, "check", "--format=json", "--lookups=offline", f"--policy={TRAINING}/samples.policy",
                               f"--trust-anchors={TRAINING}/anchors.pem", "--at=2026-06-15T09:00:00Z", find(ROWS[row][0])], capture_output=True, text=True,
                              timeout=SECONDS, check=False)
        codes = {reason["code"] for reason in json.loads(done.stdout)["reasons"]}
        results.result(set(re.findall(r"CF\d{3}", cell)) & codes, f"Certfirst: {row}", [cell, codes])


def check_causes(results):
    """A cancelled certificate leads to its root all the same: neither the causes nor the letter say more than that it was cancelled."""
    case = CASES / "revoked-no-reason"
    report = subprocess.run([PROGRAM, "check", "--format=json", f"--lookups={case}/answers.jsonl", f"--trust-anchors={CASES}/pki/anchors.pem",
                             "--at=2026-06-15T09:00:00Z", case / "message.eml"], capture_output=True, timeout=SECONDS, check=False).stdout
    causes, letter = (subprocess.run([PROGRAM, "explain", "--lang=en", *words, "-"], input=report, capture_output=True, timeout=SECONDS,
                                     check=False).stdout.decode() for words in ([], ["--letter"]))
    results.result("Certificate: It leads to an authority" in causes and "Cancellation: It was cancelled." in causes, "cancelled: the causes", [causes[-900:]])
    results.result("was cancelled" in letter and "traced" not in letter, "cancelled: the letter", [letter])


def main():
    results = tap.Tap()
    table = read_table()
    results.result(table.keys() == ROWS.keys(), "the page has the rows that are measured", sorted(table.keys() ^ ROWS.keys()))
    for row in ROWS:
        check_row(results, row, table.get(row))
    check_ours(results)
    check_causes(results)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
