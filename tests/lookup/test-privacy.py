"""test-privacy.py: docs/privacy.md against what servers saw"""
import pathlib
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "whole"))
from nameserver import NameServer
from process import Process, short
from tap import Tap
from web import Authority, Web
from zone import Zone, Zones

PROGRAM = sys.argv[1]
ROOT = HERE.parent.parent
tap = Tap()


def check(says, got, want):
    tap.result(got == want, says, [] if got == want else [f"got  {got}", f"want {want}"])


def read_table():
    """kind -> the words in `code` of the column "what goes out"."""
    rows = {}
    for line in (ROOT / "docs" / "privacy.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| `") and len(cells) == 4:
            rows[cells[0].strip("| `")] = set(re.findall("`([^`]+)`", cells[2]))
    return rows


def read_kinds():
    text = (ROOT / "plugin" / "question" / "cf-question-table.h").read_text()
    return re.findall(r'^CF_QUESTION_KIND \(\w+, +"(\w+)"', text, re.M)


def see(dns, web, questions, options=()):
    """The words that went out for these questions, and the names that DNS was asked for."""
    with NameServer(dns.address, rules={"ca.plain.example": ["127.0.0.1"]}) as between:
        with Process(PROGRAM, f"--resolver={between.address}", f"--root-key={dns.root_key}", "--allow-private", *options) as process:
            before = len(web.seen)
            answers = [process.get(kind, question) for kind, question in questions]
        requests = web.seen[before:]
        words = {kind for name, kind, _ in between.asked}
        words |= {method for method, _, _, _ in requests} | {field for _, _, fields, _ in requests for field in fields}
        # RFC 6891: nothing but its own empty record; no client subnet, no cookie.
        plain = all(len(extra) == 11 and extra[:3] == b"\0\0\x29" and extra[-2:] == b"\0\0" for extra in between.extras)
        return words, {name for name, _, _ in between.asked}, [short(answer)[0] for answer in answers], plain, requests


ASKED = "\n".join(["a TXT x", "a A 192.0.2.1", "a AAAA 2001:db8::1", "a MX 1 a", "a TYPE53 \\# 4 03010001"])
with Zones([Zone("."), Zone("example.", ASKED), Zone("plain.example.", signed=False, trusted=False)]) as dns, \
        tempfile.TemporaryDirectory() as folder, Web(Authority(folder)) as web:
    table = read_table()
    base = f"http://ca.plain.example:{web.port}"
    request = web.authority.request
    cases = {
        "dns": [("dns", f"{kind} a.example") for kind in ("TXT", "SMIMEA", "A", "AAAA", "MX")],
        "ocsp": [("ocsp", f"{base}/ocsp {request}"), ("ocsp", f"{base}/ocsp/{'x' * 250} {request}")],
        "crl": [("crl", f"{base}/crl")],
        "issuer": [("issuer", f"{base}/issuer")],
        "history": [("history", "sender a@example")],
    }
    check("one row a kind", sorted(table), sorted(read_kinds()))
    check("each kind is tried", sorted(cases), sorted(read_kinds()))
    for kind, questions in cases.items():
        words, names, statuses, plain, requests = see(dns, web, questions)
        # That a name is in a zone without keys is proved by the zones above, as for every name.
        proof = set() if kind in ("dns", "history") else {"DNSKEY", "DS"}
        check(f"{kind}: what went out is what the table says", words - proof, table.get(kind))
        check(f"{kind}: an answer came", set(statuses), {"failed" if kind == "history" else "found"})
        check(f"{kind}: no option in a query", plain, True)
        allowed = {"", "example", "a.example"} if kind == "dns" else {"", "example", "plain.example", "ca.plain.example"}
        check(f"{kind}: no other name", names - allowed, set())
        values = {name: value for _, _, fields, _ in requests for name, value in fields.items()}
        check(f"{kind}: no field tells who asks", (values.get("Accept", "*/*"), values.get("Host", base[7:])), ("*/*", base[7:]))

    questions = [question for row in cases.values() for question in row]
    words, names, _, _, _ = see(dns, web, questions, ["--mode=none"])
    check("mode=none: nothing", (words, names), (set(), set()))
    words, names, _, _, requests = see(dns, web, questions, ["--mode=dns-only"])
    check("mode=dns-only: the first row", (words, requests), (table["dns"], []))

    with tempfile.TemporaryDirectory() as cache:
        see(dns, web, questions, [f"--cache={cache}/c"])
        words, _, _, _, requests = see(dns, web, questions, [f"--cache={cache}/c"])
        check("what was asked once is not asked again", (words, requests), (set(), []))
        lines = [path.read_bytes().split(b"\n", 1)[1] for path in pathlib.Path(cache, "c").iterdir()
                 if path.is_file()]
        check("each file is a question and its answer", all(line.startswith(b'{"kind":') and line.count(b"\n") == 0 for line in lines), True)
sys.exit(tap.finish())
