#!/usr/bin/python3
"""Compares our DKIM and ARC results with dkimpy, Mail::DKIM and libopendkim.

Usage: dkim.py --tool=DKIM-TOOL --opendkim=OPENDKIM-TOOL [--messages=N] [--keep=DIR]

Two thousand mails from a fixed seed, signed by dkimpy or Mail::DKIM, changed or
not on the way, with keys of every kind: passes each signature for us as for the
three others?  A difference needs a row of DIFFER that says why, and a row needs
a difference.  Then the public vectors, when CERTFIRST_CORPORA holds them.
"""
import argparse
import base64
import collections
import concurrent.futures
import csv
import json
import os
import pathlib
import random
import re
import sys
import tempfile

# This file is called like the package, which has to be found first.
sys.path = [place for place in sys.path if pathlib.Path(place or ".").resolve() != pathlib.Path(__file__).resolve().parent]
import dkim
import nacl.signing
import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import tap

SEED = 20260301
AT = 1772323200
SECONDS = 120
DOMAIN = "example.com"
FORMS = ("simple", "relaxed")

# (who, what the mail or its key is, whether we say pass): why they differ.
LAST = "without a line end at the end they hash no line end either (RFC 6376 3.4.3: it is added)"
FILL = "they stop reading base64 at the fill"
DIFFER = {
    ("dkimpy", "ends in blanks", True): "it keeps blanks at the very end (RFC 6376 3.4.4: ignored at the end of lines)",
    ("dkimpy", "ends in blanks", False): "it signed so",
    ("dkimpy", "key email", True): "it wants sha256 first in the key's h=",
    ("dkimpy", "key sha1", False): "it takes a key whose h= does not name SHA-256",
    ("Mail::DKIM", "l=0", True): "it takes l=0 for no l=",
    ("Mail::DKIM", "letters behind the fill", False): FILL,
    ("libopendkim", "letters behind the fill", False): FILL,
    ("Mail::DKIM", "key ed", True): "it has no Ed25519",
    ("Mail::DKIM", "ends without line end", True): LAST,
    ("Mail::DKIM", "ends without line end", False): LAST,
    ("libopendkim", "ends without line end", True): LAST,
    ("libopendkim", "ends without line end", False): LAST,
}


# --- keys ---

class Keys:
    """Private keys as files, and the records of every kind."""

    def __init__(self, folder):
        small = self.make_rsa(1024)
        large = self.make_rsa(2048)
        self.pem = {"rsa": self.write(folder / "rsa.pem", small), "large": self.write(folder / "large.pem", large)}
        seed = nacl.signing.SigningKey(bytes(range(32)))
        self.seed = base64.b64encode(bytes(range(32)))
        rsa_key = self.public(small)
        self.records = {
            "plain": f"v=DKIM1; k=rsa; p={rsa_key}",
            "short": f"p={rsa_key}",
            "large": f"v=DKIM1; k=rsa; p={self.public(large)}",
            "ed": f"v=DKIM1; k=ed25519; p={base64.b64encode(bytes(seed.verify_key)).decode()}",
            "testing": f"v=DKIM1; k=rsa; t=y; p={rsa_key}",
            "strict": f"v=DKIM1; k=rsa; t=s; p={rsa_key}",
            "sha1": f"v=DKIM1; k=rsa; h=sha1; p={rsa_key}",
            "service": f"v=DKIM1; k=rsa; s=other; p={rsa_key}",
            "email": f"v=DKIM1; k=rsa; s=email:other; h=sha1:sha256; p={rsa_key}",
            "revoked": "v=DKIM1; k=rsa; p=",
            "version": f"v=DKIM2; k=rsa; p={rsa_key}",
            "type": f"v=DKIM1; k=x; p={rsa_key}",
            "other": f"v=DKIM1; k=rsa; p={self.public(self.make_rsa(1024))}",
        }

    @staticmethod
    def make_rsa(bits):
        return rsa.generate_private_key(65537, bits)

    @staticmethod
    def write(path, key):
        path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL,
                                           serialization.NoEncryption()))
        return path

    @staticmethod
    def public(key):
        return base64.b64encode(key.public_key().public_bytes(serialization.Encoding.DER,
                                                              serialization.PublicFormat.SubjectPublicKeyInfo)).decode()

    def find(self, name):
        """The record at a name; selectors are "kindN"."""
        match = re.fullmatch(r"([a-z0-9]+?)\d?\._domainkey\." + re.escape(DOMAIN) + r"\.?", name)
        return self.records.get(match.group(1)) if match else None

    def names(self):
        for kind, record in self.records.items():
            for number in (1, 2):
                yield f"{kind}{number}._domainkey.{DOMAIN}", record


def answer_line(name, record):
    status = "no-name" if record is None else "found"
    return json.dumps({"kind": "dns", "question": f"TXT {name}", "status": status, "dnssec": "insecure",
                       "records": [] if record is None else [record], "fetched": None, "expires": None, "detail": None})


# --- mails ---

WORDS = "mail bank Tokyo the certificate reads first 電子証明書 and x. looks; [a] =41 -- From dot".split()


def blanks(rng, odd):
    return rng.choice([" ", " ", " ", "  ", "\t", " \t "] if odd else [" "])


def field(rng, name, text):
    """A field, folded here and there."""
    words = text.split(" ")
    value = words[0]
    for word in words[1:]:
        value += rng.choice([" ", " ", " ", "  ", "\r\n ", "\r\n\t", " \r\n  "]) + word
    name = rng.choice([name, name, name.upper(), name.lower()])
    return name + ":" + rng.choice(["", " ", "  ", " "]) + value + rng.choice(["", "", "", " ", "\t"]) + "\r\n"


def make_mail(rng):
    names = ["To", "Subject", "Date", "Message-ID"] + [name for name in ("Cc", "Reply-To", "MIME-Version", "Content-Type", "X-Any",
             "Received", "Received", "List-Id", "In-Reply-To") if rng.random() < 0.4]
    rng.shuffle(names)
    header = [field(rng, "From", f"Alice Example <alice@{DOMAIN}>")]
    header += [field(rng, name, " ".join(rng.choices(WORDS, k=rng.randint(1, 12)))) for name in names]
    rng.shuffle(header)
    odd = rng.random() < 0.5
    lines = []
    for _ in range(rng.choice([0, 0, 1, 3, 10, 60])):
        line = blanks(rng, odd).join(rng.choices(WORDS, k=rng.randint(0, 14)))
        lines.append(line + (blanks(rng, True) if odd and rng.random() < 0.2 else ""))
    body = "\r\n".join(lines) + "\r\n" * rng.choice([0, 1, 1, 1, 2, 5])
    return ("".join(header) + "\r\n" + body).encode()


def split(message):
    header, _, body = message.partition(b"\r\n\r\n")
    return re.split(rb"\r\n(?![ \t])", header), body


def join(fields, body):
    return b"\r\n".join(fields) + b"\r\n\r\n" + body


def change_body(rng, fields, body):
    at = rng.randrange(len(body) or 1)
    return fields, body[:at] + b"#" + body[at + 1:]


def change_field(rng, fields, body):
    at = rng.randrange(len(fields))
    if b":" in fields[at]:
        fields[at] += b" changed"
    return fields, body


def add_lines(rng, fields, body):
    return fields, body + rng.choice([b"\r\n", b"\r\n\r\n", b"more\r\n", b" \r\n"])


def add_blanks(rng, fields, body):
    return fields, body.replace(b"\r\n", b" \t\r\n", 1) if rng.random() < 0.5 else body.replace(b" ", b"  ", 1)


def fold(rng, fields, body):
    at = rng.randrange(len(fields))
    name, colon, value = fields[at].partition(b":")
    if name.lower() != b"dkim-signature":
        fields[at] = name + colon + value.replace(b" ", b"\r\n ", 1)
    return fields, body


def change_case(rng, fields, body):
    at = rng.randrange(len(fields))
    name, colon, value = fields[at].partition(b":")
    fields[at] = name.swapcase() + colon + value
    return fields, body


def add_field(rng, fields, body):
    fields.insert(rng.randint(0, len(fields)), rng.choice([b"X-Any: new", b"Subject: new", b"Received: new", b"To: new", b"Cc: new"]))
    return fields, body


def take_field(rng, fields, body):
    del fields[rng.randrange(len(fields))]
    return fields, body


def move_field(rng, fields, body):
    fields.insert(rng.randrange(len(fields)), fields.pop(rng.randrange(len(fields))))
    return fields, body


def cut_body(rng, fields, body):
    return fields, body[:rng.randrange(len(body) or 1)].removesuffix(b"\r")


def blank_after_tag(rng, fields, body):
    return [re.sub(rb"; ?d=", b" ; d = ", one, 1) for one in fields], body


CHANGES = (change_body, change_field, add_lines, add_blanks, fold, change_case, add_field, take_field, move_field, cut_body,
           blank_after_tag)


class Mail:
    """One mail: how it is signed, what is done with it afterwards."""

    def __init__(self, rng, number, kinds):
        self.number = number
        self.message = make_mail(rng)
        self.signatures = []
        for index in range(1 if rng.random() < 0.9 else 2):
            kind = rng.choice(["plain", "plain", "ed", rng.choice(kinds)])
            form = (rng.choice(FORMS), rng.choice(FORMS))
            by_perl = kind not in ("ed", "large") and rng.random() < 0.6
            self.signatures.append((kind, f"{kind}{index + 1}", form, by_perl, rng.random() < 0.1, rng.random() < 0.2))
        self.change = rng.choice(CHANGES) if rng.random() < 0.5 else None
        self.lf = rng.random() < 0.2

    def sign_by_dkimpy(self, keys, index):
        kind, selector, (header, body), by_perl, length, oversign = self.signatures[index]
        if by_perl:
            return
        names = [name for name in dict.fromkeys(re.findall(rb"(?m)^([A-Za-z-]+):", self.message.partition(b"\r\n\r\n")[0]))
                 if name.lower() not in (b"dkim-signature", b"received")]
        names = names + ([b"from", b"subject", b"x-none"] if oversign else [])
        key = keys.seed if kind == "ed" else keys.pem["large" if kind == "large" else "rsa"].read_bytes()
        signature = dkim.sign(self.message, selector.encode(), DOMAIN.encode(), key, include_headers=names,
                              canonicalize=(header.encode(), body.encode()), length=length,
                              signature_algorithm=b"ed25519-sha256" if kind == "ed" else b"rsa-sha256")
        self.message = signature + self.message

    def alter(self, rng):
        if self.change is not None:
            self.message = join(*self.change(rng, *split(self.message)))


def sign_by_perl(mails, index, keys, folder):
    """One round of Mail::DKIM over all the mails that it signs at @index."""
    orders = []
    for mail in mails:
        if index >= len(mail.signatures) or not mail.signatures[index][3]:
            continue
        kind, selector, (header, body) = mail.signatures[index][:3]
        path = folder / f"{mail.number}.tosign"
        path.write_bytes(mail.message)
        orders.append((mail, path, f"{path} {keys.pem['rsa']} rsa-sha256 {header}/{body} {DOMAIN} {selector}\n"))
    status, _, errors = tap.run(["/usr/bin/perl", HERE / "dkim" / "mail-dkim.pl", "sign"], SECONDS,
                                "".join(order for _, _, order in orders).encode())
    if status != 0:
        sys.exit(f"mail-dkim.pl: {errors.decode()}")
    for mail, path, _ in orders:
        mail.message = path.read_bytes()


def sign_range(job):
    """dkimpy is slow: in several processes."""
    mails, keys, index = job
    for mail in mails:
        if index < len(mail.signatures):
            mail.sign_by_dkimpy(keys, index)
    return mails


def make_mails(count, keys, folder, pool):
    rng = random.Random(SEED)
    kinds = sorted(keys.records) + ["missing"]
    mails = [Mail(rng, number, kinds) for number in range(count)]
    for index in (0, 1):
        sign_by_perl(mails, index, keys, folder)
        parts = pool.map(sign_range, [(mails[first::4], keys, index) for first in range(4)])
        mails = sorted((mail for part in parts for mail in part), key=lambda mail: mail.number)
    for mail in mails:
        mail.alter(rng)
        mail.path = folder / f"{mail.number}.eml"
        mail.path.write_bytes(mail.message)
        mail.own_path = folder / f"{mail.number}.lf.eml" if mail.lf else mail.path
        if mail.lf:
            mail.own_path.write_bytes(mail.message.replace(b"\r\n", b"\n"))
    return mails


# --- who says what: {number: {selector: passes}} ---

def number_of(path):
    return int(pathlib.Path(path).name.split(".")[0])


def read_pairs(output):
    found = {}
    for line in output.decode().splitlines():
        path, *pairs = line.split(" ")
        found[number_of(path)] = {pair.partition("=")[0]: pair.endswith("=pass") for pair in pairs}
    return found


def ask_us(tool, answers, mails):
    _, output, errors = tap.run([tool, answers, f"--at={AT}", *(mail.own_path for mail in mails)], SECONDS)
    if errors:
        sys.exit(errors.decode())
    found = {}
    for line in output.decode().splitlines():
        path, _, _, *results = line.split("\t")
        found[number_of(path)] = {result.split(" ")[2]: result.startswith("pass ") for result in results}
    return found


def ask_mail_dkim(names, mails):
    _, output, _ = tap.run(["/usr/bin/perl", HERE / "dkim" / "mail-dkim.pl", "verify", names, "0"], SECONDS,
                           "".join(f"{mail.path}\n" for mail in mails).encode())
    return read_pairs(output)


def ask_opendkim(tool, names, mails):
    _, output, _ = tap.run([tool, names, str(AT), "0", *(mail.path for mail in mails)], SECONDS)
    return read_pairs(output)


def ask_dkimpy_range(job):
    mails, keys = job
    found = {}
    for mail in mails:
        message = mail.path.read_bytes()
        found[mail.number] = {}
        for index, selector in enumerate(find_selectors(message)):
            try:
                found[mail.number][selector] = dkim.DKIM(message).verify(index, dnsfunc=lambda name, timeout=5: (
                    lambda record: record.encode() if record else None)(keys.find(name.decode())))
            except (dkim.DKIMException, ValueError):
                found[mail.number][selector] = False
    return found


def ask_dkimpy(keys, mails, pool):
    found = {}
    for part in pool.map(ask_dkimpy_range, [(mails[first::4], keys) for first in range(4)]):
        found.update(part)
    return found


def find_selectors(message):
    fields, _ = split(message)
    return [re.search(rb"(?:^|[;:\s])s\s*=\s*([a-z0-9]+)", one).group(1).decode() for one in fields
            if re.match(rb"dkim-signature\s*:", one, re.I)]


# --- comparing ---

def find_traits(mail, selector):
    """What about a mail, its signature and what was done with it may matter to others."""
    kind = re.sub(r"\d$", "", selector)
    fields, body = split(mail.message)
    yield f"key {kind}"
    yield mail.change.__name__ if mail.change else "unchanged"
    if body.endswith((b" ", b"\t")):
        yield "ends in blanks"
    if not body.endswith(b"\r\n"):
        yield "ends without line end"
    if re.search(rb";\s*l=0;", fields[0]):
        yield "l=0"
    if any(re.match(rb"(?is)dkim-signature\s*:.*= changed$", one) for one in fields):
        yield "letters behind the fill"


def compare(results, mails, ours, who, theirs):
    unexplained, used, passed, compared = [], set(), 0, 0
    for mail in mails:
        for selector in find_selectors(mail.message):
            mine, other = (bool(found.get(mail.number, {}).get(selector)) for found in (ours, theirs))
            compared += 1
            passed += mine
            if mine == other:
                continue
            traits = list(find_traits(mail, selector))
            rows = [(who, trait, mine) for trait in traits if (who, trait, mine) in DIFFER]
            used.update(rows[:1])
            if not rows:
                unexplained.append(f"{mail.path.name} {selector} {mail.signatures} {traits}: we say {mine}, {who} {other}")
    results.result(not unexplained, f"{who}: {compared} signatures, {passed} of them pass", unexplained[:20])
    unused = [key for key in DIFFER if key[0] == who and key not in used]
    results.result(not unused, f"{who}: every row of the table is needed", unused)


def check_mails(results, arguments, folder):
    keys = Keys(folder)
    answers, names = folder / "answers.jsonl", folder / "keys"
    answers.write_text("\n".join([answer_line(name, record) for name, record in keys.names()] +
                                 [answer_line(f"missing{number}._domainkey.{DOMAIN}", None) for number in (1, 2)]) + "\n")
    names.write_text("".join(f"{name} {record}\n" for name, record in keys.names()))
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        mails = make_mails(arguments.messages, keys, folder, pool)
        ours = ask_us(arguments.tool, answers, mails)
        passed = sum(value for found in ours.values() for value in found.values())
        results.result(passed > arguments.messages / 3, f"{passed} signatures pass")
        compare(results, mails, ours, "dkimpy", ask_dkimpy(keys, mails, pool))
    compare(results, mails, ours, "Mail::DKIM", ask_mail_dkim(names, mails))
    compare(results, mails, ours, "libopendkim", ask_opendkim(arguments.opendkim, names, mails))


# --- public vectors ---

def run_tool(tool, folder, records, message):
    path, answers = folder / "message.eml", folder / "vector.jsonl"
    path.write_bytes(message)
    answers.write_text("".join(answer_line(name, record) + "\n" for name, record in records.items()))
    _, output, errors = tap.run([tool, answers, f"--at={AT}", path], SECONDS)
    return output.decode().rstrip("\n").split("\t") if output else ["", "", errors.decode()]


def check_arc(results, tool, folder, corpus):
    """The validation cases.  The signing cases seal other spaces than they write: their seals hold for nobody."""
    for group in yaml.safe_load_all((corpus / "arc-draft-validation-tests.yml").read_text()):
        for name, case in (group or {}).get("tests", {}).items():
            message = (case["message"] or "").replace("\n", "\r\n").encode()
            records = {key: value for key, value in (group.get("txt-records") or {}).items()}
            found = run_tool(tool, folder, records, message)[2]
            wanted = (case["cv"] or found).lower()
            results.result(found == wanted, f"arc {name}: {wanted}", [] if found == wanted else [found])


def check_dkim(results, tool, folder, corpus):
    with open(corpus / "dns.tsv", newline="") as file:
        records = {row["name"]: row["value"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    with open(corpus / "expected.tsv", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                if row["expected"].startswith("dkim=")]
    for row in rows:
        wanted = re.match(r"dkim=(\w+)", row["expected"]).group(1)
        found = run_tool(tool, folder, records, (corpus / row["file"]).read_bytes())[3:]
        good = bool(found) and all(result.startswith(wanted + " ") for result in found)
        results.result(good, f"{row['case']}: {wanted}", [] if good else found)


def check_vectors(results, tool, folder):
    root = os.environ.get("CERTFIRST_CORPORA")
    if not root:
        results.skip("public vectors", "CERTFIRST_CORPORA does not hold them")
        return
    check_dkim(results, tool, folder, pathlib.Path(root, "dkim"))
    check_arc(results, tool, folder, pathlib.Path(root, "arc"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--opendkim", required=True)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--keep")
    arguments = parser.parse_args()
    results = tap.Tap()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(arguments.keep or place)
        check_vectors(results, arguments.tool, folder)
        check_mails(results, arguments, folder)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
