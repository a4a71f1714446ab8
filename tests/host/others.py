"""others.py: the mails of docs/comparison.md, and what the page says of a mail program"""
import pathlib
import subprocess

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "comparison.md"
TRAINING, CASES = "tests/make/training", "tests/make/cases"
NEEDS = ["certutil", "openssl"]
# A line that a program must change to keep the mail in an mbox.
FROM_LINE = b"Content-Type: text/plain; charset=us-ascii\r\n\r\nTo whom it may concern,\r\n\r\nFrom July on the office is closed.\r\n"
HEAD = (b"From: Alice Sato <alice@example.com>\nTo: sato@example.or.jp\nSubject: Office hours\nDate: %s\n"
        b"Message-ID: <from-line@example.com>\n")


def find(build, name):
    """A mail for training by its pattern, or a case by its name."""
    return next((build / TRAINING / "mail").glob(name)) if name.endswith(".eml") else build / CASES / name / "message.eml"


def read_column(program):
    """{row: what the first table says of the program, whose heading has that word}"""
    part = PAGE.read_text(encoding="utf-8").partition("## On the command line")[0]
    lines = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| ")]
    at = next(number for number, cell in enumerate(lines[0]) if program in cell)
    return {line[0].strip(): line[at].strip() for line in lines}


def check_page(program, row, words):
    """The page has these words in the row of the mail that showed them."""
    cell = read_column(program)[row]
    assert words in cell, f"the page says {cell!r}, {program} shows {words!r}"


def check_explain(program, certfirst, mail, words):
    """What "certfirst explain --others" says of that program for such a mail has the same words."""
    at_home = mail.parents[1] if mail.parent.name == "mail" else mail.parent
    anchors = at_home / "anchors.pem" if mail.parent.name == "mail" else at_home.parent / "pki" / "anchors.pem"
    answers = at_home / "answers.jsonl"
    options = [f"--trust-anchors={anchors}", "--at=2026-06-15T09:00:00Z", f"--lookups={answers if answers.exists() else 'offline'}"]
    report = subprocess.run([certfirst, "check", "--format=json", "--lang=en", *options, mail], capture_output=True, check=False).stdout
    told = subprocess.run([certfirst, "explain", "--lang=en", "--others", "-"], input=report, capture_output=True, check=True).stdout.decode()
    part = told.partition(f"\n{program}\n")[2].partition("\n\n")[0]
    assert words.casefold() in part.translate(str.maketrans("“”", '""')).casefold(), f"explain says {part!r}, {program} shows {words!r}"


def sign_from_line(folder):
    """A mail signed today under an authority of its own, with a line that begins with "From ": (mail, root)."""
    files = {name: folder / name for name in ("root.key", "root.pem", "key", "request", "pem", "extensions", "text", "signed")}

    def openssl(*words):
        return subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", files["root.key"], "-out", files["root.pem"], "-days", 30,
            "-subj", "/CN=From line root")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", files["key"], "-out", files["request"], "-subj", "/CN=Alice Sato")
    files["extensions"].write_text("keyUsage=digitalSignature\nextendedKeyUsage=emailProtection\nsubjectAltName=email:alice@example.com\n")
    openssl("x509", "-req", "-in", files["request"], "-CA", files["root.pem"], "-CAkey", files["root.key"], "-days", 20, "-extfile", files["extensions"],
            "-out", files["pem"])
    files["text"].write_bytes(FROM_LINE)
    openssl("cms", "-sign", "-binary", "-in", files["text"], "-signer", files["pem"], "-inkey", files["key"], "-outform", "SMIME", "-out", files["signed"])
    date = subprocess.run(["date", "-R"], check=True, capture_output=True).stdout.strip()
    mail = folder / "from-line.eml"
    mail.write_bytes((HEAD % date + files["signed"].read_bytes()).replace(b"\r\n", b"\n"))
    return mail, files["root.pem"]
