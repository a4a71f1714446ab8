#!/usr/bin/python3
"""Holds `certfirst check` against public signed mails and their expected.tsv.

Usage: CERTFIRST_CORPORA=DIR corpora.py --program=CERTFIRST

DIR holds folders, each with an expected.tsv (what a mail is, under which anchor
and at which time).  Without CERTFIRST_CORPORA everything is skipped.  What the
corpora call a signature, a path and a sender is compared with the signer's
status, chain and address; and nothing that they call invalid is ever verified.
"""
import argparse
import base64
import csv
import os
import pathlib
import re
import sys
import tempfile

sys.dont_write_bytecode = True

import report as reports
import tap

SECONDS = 120
# A certificate of no corpus says where its address may stand; TestCA's have it only in the subject.
POLICY = "[certificate]\nsubject-address=allow\npurpose=any\n"

# What their word for a signature is in a report.
STATUS = {
    "valid": {"intact"},
    "weak": {"unsupported"},
    "invalid": {"altered"},
    "unknown-signer": {"unsupported", "malformed"},
}
HEADER_PROTECTION = {"none": "none", "signed": "match"}

NO_MAIL = "a certificate without a mail"
LEFT = {
    **{f"rfc9216 cert-{name}": NO_MAIL for name in ("alice-sign", "alice-encrypt", "bob-encrypt", "carlos", "dana")},
}
# Where the product is stricter than the corpus, on purpose.
STRICTER = {
    "pkits 4.1.4": "DSA is not supported: refusing it is acceptable, calling a bad one valid is not",
    "pkits 4.1.5": "DSA is not supported",
    "pkits 4.1.6": "DSA is not supported",
    "pkits 4.6.8": "the signer's certificate is an authority's, and such a one is not taken for a mail's",
    "pkits 4.6.14": "the signer's certificate is an authority's, and such a one is not taken for a mail's",
    "kde opaque-sign": "SHA-1 is recognised and refused",
    "kde opaque-sign-late": "SHA-1 is recognised and refused",
}


class Row:
    """One line of an expected.tsv."""

    def __init__(self, corpus, columns):
        self.corpus = corpus
        self.name = f"{corpus.name} {columns['case']}"
        self.file = corpus / columns["file"]
        self.anchor = columns["trust anchor"]
        self.at = columns["at time"]
        plain = re.sub(r"\([^)]*\)", "", columns["expected"])
        pairs = (part.split("=", 1) for part in plain.split(";") if "=" in part)
        self.wants = {key.strip(): value.strip() for key, value in pairs}


def as_pem(octets):
    if octets.lstrip().startswith(b"-----"):
        return octets
    text = base64.b64encode(octets)
    lines = [text[at:at + 64] for at in range(0, len(text), 64)]
    return b"\n".join([b"-----BEGIN CERTIFICATE-----", *lines, b"-----END CERTIFICATE-----", b""])


def without_mbox_line(octets):
    """The line that a mailbox file puts before a mail is no part of it."""
    return octets.split(b"\n", 1)[1] if octets.startswith(b"From ") else octets


class Checker:
    """Runs the program on octets, with files in a folder of its own."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.write("policy.policy", POLICY.encode())

    def write(self, name, octets):
        path = self.folder / name
        path.write_bytes(octets)
        return path

    def options(self, row):
        found = ["--format=json", "--lang=en", "--lookups=offline", f"--policy={self.folder / 'policy.policy'}"]
        if row.at != "-":
            found.append(f"--at={row.at}")
        anchor = row.corpus / row.anchor
        if anchor.is_file():
            pem = self.write("anchor.pem", as_pem(anchor.read_bytes()))
            found += [f"--trust-anchors={pem}", f"--extra-certs={pem}"]
        return found + [f"--crl={path}" for path in sorted((row.corpus / "crls").glob("*.crl"))]

    def check(self, messages, options):
        """The report of each message, None where there is none; and what went wrong."""
        files = [str(self.write(f"{number}.eml", octets)) for number, octets in enumerate(messages)]
        status, output, errors = tap.run([self.program, "check", *options, *files], SECONDS)
        found = reports.read_lines(output)
        return [found.get(name) for name in files], f"status {status}\n{errors.decode()}"


def check_signer(row, report):
    """What is wrong with signature, path and sender."""
    wants = row.wants
    signers = report["smime"]["signers"]
    words = set(wants.get("signature", "none").split("|"))
    if words == {"none"}:
        if signers:
            yield f"signature: wanted none, found {len(signers)} signers"
        return
    if not signers:
        yield "signature: no signer was found"
        return
    signer = signers[0]
    allowed = set().union(*(STATUS[word] for word in words))
    if row.name in STRICTER:
        allowed |= {"unsupported"}
    if signer["status"] not in allowed:
        yield f"signature: wanted {' or '.join(sorted(allowed))}, found {signer['status']}"
    if signer["status"] == "intact":
        yield from check_certificate(row, signer)


def stands(row, signer):
    """Whether the path validates.  PKITS requires revocation data: a path without an answer does not (README)."""
    answered = signer["revocation"]["status"] == "good" or not (row.corpus / "crls").is_dir()
    return signer["chain"]["trusted"] and answered


def check_certificate(row, signer):
    wants, trusted = row.wants, stands(row, signer)
    stricter = row.name in STRICTER and not trusted
    if "path" in wants and trusted != (wants["path"] == "ok") and not stricter:
        yield f"path: wanted {wants['path']}, found trusted={trusted}, {signer['chain']['problem']}"
    if "sender" in wants and signer["address_match"] != (wants["sender"] == "match"):
        yield f"sender: wanted {wants['sender']}, found address_match={signer['address_match']}"


def check_verdict(row, report):
    """Nothing that the corpus does not call valid is good; what it calls valid is."""
    good = report["verdict"] == "verified"
    if row.wants.get("verdict") != "valid":
        if good or report["severity"] == "good":
            yield f"verdict: {report['verdict']}, {report['severity']} for what is not valid"
    elif not good and row.name not in STRICTER:
        yield f"verdict: wanted verified, found {report['verdict']} {' '.join(reports.codes(report))}"
    protection = row.wants.get("header-protection", "").split(" ")[0]
    if protection and report["smime"]["header_protection"] != HEADER_PROTECTION[protection]:
        yield f"header protection: wanted {protection}, found {report['smime']['header_protection']}"


def in_a_line(row, report):
    """What was wanted and found, for the table that the test prints."""
    signer = report["smime"]["signers"][0] if report["smime"]["signers"] else None
    found = "no signer" if signer is None else \
        f"{signer['status']:11} path {'ok' if stands(row, signer) else 'fail':4} revocation {signer['revocation']['status']:11} " \
        f"{signer['chain']['problem'] or '-'}"
    return f"{row.name:13} wanted {row.wants.get('signature', '-'):7} path {row.wants.get('path', '-'):4} | found {found}"


def read_rows(corpus):
    with open(corpus / "expected.tsv", encoding="utf-8", newline="") as table:
        return [Row(corpus, columns) for columns in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]


def check_rows(checker, rows, results):
    """One process for each group of rows with the same anchor and time."""
    groups = {}
    for row in rows:
        if row.name in LEFT:
            results.skip(row.name, LEFT[row.name])
        else:
            groups.setdefault((row.anchor, row.at), []).append(row)
    for group in groups.values():
        messages = [without_mbox_line(row.file.read_bytes()) for row in group]
        found, problem = checker.check(messages, checker.options(group[0]))
        for row, report in zip(group, found):
            wrong = [problem] if report is None else [*check_signer(row, report), *check_verdict(row, report)]
            results.result(not wrong, row.name, wrong or STRICTER.get(row.name, "").splitlines())
            if report is not None and (row.corpus / "crls").is_dir():
                results.note(in_a_line(row, report))


def check_seeds(checker, corpus, results):
    """Fuzzing seeds as the signature of an opaque mail: no crash, never good."""
    head = (b"From: alice@example.com\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\n")
    files = sorted(path for kind in ("cms", "asn1", "x509", "smime") for path in (corpus / kind).iterdir())
    messages = [head + base64.encodebytes(path.read_bytes()).replace(b"\n", b"\r\n") for path in files]
    options = ["--format=json", "--lookups=offline", f"--policy={checker.folder / 'policy.policy'}"]
    found, problem = checker.check(messages, options)
    lost = [path.name for path, report in zip(files, found) if report is None]
    stopped = [path.name for path, report in zip(files, found) if report and "904" in reports.codes(report)]
    good = [path.name for path, report in zip(files, found)
            if report and (report["severity"] == "good" or report["verdict"].startswith("verified"))]
    results.result(not lost and not stopped and not good, f"{len(files)} fuzzing seeds: no crash, never good",
                   [f"no report: {lost}\n{problem}"] * bool(lost) + [f"crashed: {stopped}"] * bool(stopped) +
                   [f"good: {good}"] * bool(good))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    program = parser.parse_args().program
    place = os.environ.get("CERTFIRST_CORPORA")
    if not place:
        tap.skip_all("CERTFIRST_CORPORA does not name the folder of the public test data")
    results = tap.Tap()
    root = pathlib.Path(place)
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(program, folder)
        for name in ("thunderbird-smime", "kde", "rfc9216", "pkits", "malformed"):
            check_rows(checker, read_rows(root / name), results)
        check_seeds(checker, root / "fuzz-seeds", results)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
