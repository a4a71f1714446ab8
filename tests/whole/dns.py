#!/usr/bin/python3
"""The whole program with a real DNS: a signed root of our own, secure, insecure and broken zones below it.

Usage: dns.py --program=CERTFIRST

What is asked is counted at a name server between the program and the zones;
docs/privacy.md has to explain every name that was seen there.
"""
import argparse
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[1:1] = [str(HERE.parent / "lookup"), str(HERE.parent / "make")]

import dnszones
import engine
import kit
import report as reports
import tap
from nameserver import NameServer
from zone import Zones, free_port

MOMENT = "2026-06-15T09:00:00Z"
SECONDS = 60
# Five for a question, some rounds of them, and a loaded machine.
BOUND_SECONDS = 25
CERTIFICATES = {"info": kit.bank(), "other": kit.mallory()}
POLICY = "[sender usual@bank.example]\ncertificate=usual\n"
TROUBLE = {"down": "servfail", "silent": "silent", "cut": "cut", "torn": "torn"}
RULES = {f"{selector}._domainkey.bank.example": rule for selector, rule in TROUBLE.items()}
STRIPPED = "the DNS server takes DNSSEC's signatures away"

PROVED, PENDING, NOT_PROVED = "domain-proved", "domain-pending", "domain-not-proved"
# What each does to a sender that usually signs (MEANING section 8): the severity of 514.
SEVERITIES = {PROVED: "neutral", PENDING: "neutral", NOT_PROVED: "caution"}
# domain, selector: says, result, dnssec, what is proved
KEYS = {
    ("bank", "s1"): ("a key in a signed zone", "pass", "secure", PROVED),
    ("plain", "s1"): ("a key in a zone without signatures", "pass", "insecure", PROVED),
    ("altered", "s1"): ("a key with a wrong signature", "temperror", "bogus", NOT_PROVED),
    ("missing", "s1"): ("a key whose signature is missing", "temperror", "bogus", NOT_PROVED),
    ("denial", "s1"): ("a key where nothing else can be denied", "pass", "secure", PROVED),
    ("denial", "none"): ("no such name, but nothing proves it", "temperror", "bogus", NOT_PROVED),
    ("bank", "strings"): ("a key in several strings", "pass", "secure", PROVED),
    ("bank", "alias"): ("an alias in the same zone", "pass", "secure", PROVED),
    ("bank", "away"): ("an alias to a zone without signatures", "pass", "insecure", PROVED),
    ("bank", "badly"): ("an alias to a wrong signature", "temperror", "bogus", NOT_PROVED),
    ("bank", "loop"): ("a loop of aliases", "temperror", "unknown", PENDING),
    ("bank", "missing"): ("no such name", "permerror", "secure", NOT_PROVED),
    ("bank", "nothing"): ("a name without TXT", "permerror", "secure", NOT_PROVED),
    ("bank", "gone"): ("a key that was revoked", "permerror", "secure", NOT_PROVED),
    ("bank", "wrong"): ("another key", "fail", "secure", NOT_PROVED),
    ("bank", "two"): ("two records, the second is the key", "pass", "secure", PROVED),
    ("bank", "large"): ("larger than a datagram", "pass", "secure", PROVED),
    ("bank", "huge"): ("nearly as large as DNS allows", "pass", "secure", PROVED),
    ("bank", "many"): ("more records than we take", "temperror", "unknown", PENDING),
    ("bank", "cut"): ("truncated over UDP, whole over TCP", "pass", "secure", PROVED),
    ("bank", "torn"): ("truncated over UDP, silent over TCP", "temperror", "unknown", PENDING),
    ("bank", "down"): ("SERVFAIL", "temperror", "unknown", PENDING),
    ("bank", "silent"): ("no answer", "temperror", "unknown", PENDING),
}
# Selectors that are no name: a key that nobody can ask for is not one that is still to come.
UNASKABLE = ("a b", "a*b", "a..b", "s1.", "a" * 64, ".".join(["a" * 60] * 4))
# Asked by themselves: a server that was silent too often is left alone for a while, and then nothing is asked over TCP either.
OVER_TCP = ({"large", "huge", "many", "cut"}, {"torn"})

# domain of From: says, result, policy, domain of the policy, questions
POLICIES = {
    "bank.example": ("p= of the organisation", "unknown", "reject", "bank.example"),
    "www.bank.example": ("p= for a name below, where nothing else is said", "unknown", "reject", "bank.example"),
    "corp.example": ("p=none", "unknown", "none", "corp.example"),
    "news.corp.example": ("sp= for a name that is there", "unknown", "quarantine", "corp.example"),
    "nothing.corp.example": ("np= for a name that is not", "unknown", "reject", "corp.example"),
    "city.gov.example": ("a public suffix's policy", "unknown", "reject", "gov.example"),
    "dept.city.gov.example": ("the same from further below", "unknown", "reject", "gov.example"),
    "quiet.example": ("no record anywhere", "none", None, None),
    "two.example": ("two records are none", "none", None, None),
    "plain.example": ("without signatures", "unknown", "reject", "plain.example"),
    "altered.example": ("a wrong signature", "temperror", None, None),
}

# address: says, result, verdict, a code that is there
MAILBOXES = {
    "info@bank.example": ("the certificate is the domain's", "match", "verified", "414"),
    "other@bank.example": ("another one than the domain's", "mismatch", "untrusted", "415"),
    "nobody@bank.example": ("the domain says nothing", "none", "verified", "203"),
    "info@plain.example": ("anybody could have put it there", "insecure", "verified", "416"),
    "info@altered.example": ("a wrong signature", "bogus", "verified", "203"),
}


def find_isolation():
    """A command that runs another one in a network where nothing leads anywhere; none where that is forbidden."""
    command = ("unshare", "-rn")
    return command if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0 else ()


ISOLATED = find_isolation()


def sealed(domain, selector, sender=None, **more):
    kind = "rsa-2048" if selector == "strings" else "ed25519"
    letter = kit.letter(kit.hello(), sender=sender or f"usual@{domain}.example", **more)
    return kit.seal.seal(letter, f"{domain}.example", selector, kind)


def signed(address, **more):
    plain = address == "info@bank.example" and not more
    return kit.letter(kit.detached(kit.hello(), kit.bank() if plain else kit.person(address, **more)), sender=address)


class Live:
    """The program, its files and the DNS behind it."""

    def __init__(self, program, dns, folder, results):
        self.program = program
        self.dns = dns
        self.folder = folder
        self.results = results
        self.rows_seen = set()
        (folder / "anchors.pem").write_text(kit.pki.files()["anchors.pem"], encoding="ascii")
        (folder / "admin.policy").write_text(POLICY, encoding="ascii")

    def expect(self, says, got, want):
        self.results.result(got == want, says, [] if got == want else [f"got  {got}", f"want {want}"])

    def write(self, messages):
        """The files of {name: octets}."""
        paths = [self.folder / f"{name}.eml" for name in messages]
        for path, octets in zip(paths, messages.values()):
            path.write_bytes(octets)
        return paths

    def options(self, resolver):
        return [f"--policy={self.folder / 'admin.policy'}", f"--trust-anchors={self.folder / 'anchors.pem'}",
                f"--resolver={resolver}", f"--root-key={self.dns.root_key}"]

    def environment(self, home):
        """Caches and records are in a test's own folder.  Without G_MESSAGES_DEBUG a client hides what its engine says."""
        return {**os.environ, "CERTFIRST_PROGRAM": str(self.program), "G_MESSAGES_DEBUG": "none",
                "XDG_CACHE_HOME": str(self.folder / home / "cache"), "XDG_DATA_HOME": str(self.folder / home / "data")}

    def check(self, resolver, paths, home, *more, before=()):
        """(reports by the name of the message, standard error, seconds)."""
        command = [*before, self.program, "check", "--format=json", "--lang=en", f"--at={MOMENT}", f"--received={MOMENT}",
                   *self.options(resolver), *more, *paths]
        began = time.monotonic()
        status, output, errors = tap.run(command, SECONDS, env=self.environment(home))
        seconds = time.monotonic() - began
        found = {pathlib.Path(source).stem: report for source, report in reports.read_lines(output).items()}
        wanted = reports.exit_status(found.values())
        if status != wanted or len(found) != len(paths):
            self.results.result(False, f"{home}: {len(paths)} reports and status {wanted}",
                                [f"{len(found)} and {status}", errors.decode()])
        return found, errors.decode(), seconds


def standing(report):
    """What is known of the sender's domain, by the one mark that says so."""
    return next((name for name in (PROVED, PENDING, NOT_PROVED) if name in report["evidence"]), None)


def seal_of(report):
    seal, = report["domain"]["dkim"]
    return seal["result"], seal["dnssec"], standing(report)


def test_keys(live):
    messages = {f"{domain}-{selector}": sealed(domain, selector) for domain, selector in KEYS}
    with NameServer(live.dns.address, rules=RULES) as between:
        found, errors, _ = live.check(between.address, live.write(messages), "keys")
        live.expect("keys: nothing to complain of", errors, "")
        for (domain, selector), (says, *wanted) in KEYS.items():
            report = found[f"{domain}-{selector}"]
            live.expect(f"key: {says}", seal_of(report), tuple(wanted))
            if domain == "bank":
                usual = [reason["severity"] for reason in report["reasons"] if reason["code"] == "CF514"]
                live.expect(f"key: {says}: without a certificate", usual, [SEVERITIES[wanted[2]]])
            live.expect(f"key: {says}: DMARC", report["domain"]["dmarc"]["result"] == "pass", wanted[0] == "pass")
        streams = {name.partition(".")[0] for name, _, protocol in between.asked if protocol == "tcp"}
        live.expect("keys: over TCP only where UDP was too small", streams - set.union(*OVER_TCP), set())
        look_at_names(live, between, "keys")


def test_streams(live):
    for selectors in OVER_TCP:
        home = f"streams-{min(selectors)}"
        messages = {f"{home}-{selector}": sealed("bank", selector) for selector in selectors}
        with NameServer(live.dns.address, rules=RULES) as between:
            live.check(between.address, live.write(messages), home)
            streams = {name.partition(".")[0] for name, _, protocol in between.asked if protocol == "tcp"}
        live.expect("keys: over TCP where UDP was too small", streams, selectors)


def test_unaskable(live):
    messages = {f"unaskable-{number}": sealed("bank", selector) for number, selector in enumerate(UNASKABLE)}
    with NameServer(live.dns.address) as between:
        found, _, _ = live.check(between.address, live.write(messages), "unaskable")
        names = {name for name, _, _ in between.asked if "_domainkey" in name}
    live.expect("unaskable: nobody asks", names, set())
    for selector, report in zip(UNASKABLE, found.values()):
        live.expect(f"unaskable: {selector[:10]}", seal_of(report), ("neutral", "unknown", NOT_PROVED))


def test_policies(live):
    messages = {f"policy-{domain}": kit.letter(kit.hello(), sender=f"x@{domain}") for domain in POLICIES}
    with NameServer(live.dns.address) as between:
        found, _, _ = live.check(between.address, live.write(messages), "policies")
        look_at_names(live, between, "policies")
        asked = {name for name, kind, _ in between.asked if kind == "A"}
    for domain, (says, *wanted) in POLICIES.items():
        dmarc = found[f"policy-{domain}"]["domain"]["dmarc"]
        live.expect(f"policy: {says}", [dmarc["result"], dmarc["policy"], dmarc["domain"]], wanted)
        refuses = wanted[1] in ("quarantine", "reject")
        live.expect(f"policy: {says}: said", "423" in reports.codes(found[f"policy-{domain}"]), refuses)
    # What DNS proved of one name below corp.example may tell of the other as well (RFC 8198).
    live.expect("policy: whether a name is there is asked only where np= differs",
                (asked - {"nothing.corp.example"}), {"news.corp.example"})


def test_certificates(live):
    messages = {f"smimea-{address}": signed(address) for address in MAILBOXES}
    with NameServer(live.dns.address) as between:
        found, _, _ = live.check(between.address, live.write(messages), "certificates")
        look_at_names(live, between, "certificates")
    for address, (says, result, verdict, code) in MAILBOXES.items():
        report = found[f"smimea-{address}"]
        live.expect(f"SMIMEA: {says}", (report["domain"]["smimea"]["result"], report["verdict"], code in reports.codes(report)),
                    (result, verdict, True))


def test_stripped(live):
    """A resolver that takes signatures away: all is insecure, nothing bogus, and said once."""
    names = ["bank-s1", "altered-s1", "bank-badly", "bank-away", "bank-missing"]
    messages = {f"bare-{name}": sealed(*name.split("-")) for name in names}
    messages |= {f"bare-{address}": signed(address) for address in MAILBOXES}
    with NameServer(live.dns.address, strip=True) as between:
        found, errors, _ = live.check(between.address, live.write(messages), "stripped")
    live.expect("stripped: said once", errors.count(STRIPPED), 1)
    states = {seal["dnssec"] for report in found.values() for seal in report["domain"]["dkim"]}
    live.expect("stripped: every key is insecure", states, {"insecure"})
    results = {name: seal_of(found[f"bare-{name}"])[0] for name in names}
    live.expect("stripped: keys count nevertheless", results, {name: "pass" for name in names[:-1]} | {names[-1]: "permerror"})
    said = {address: found[f"bare-{address}"]["domain"]["smimea"]["result"] for address in MAILBOXES}
    live.expect("stripped: certificates of DNS are insecure", said,
                {address: "none" if "nobody" in address else "insecure" for address in MAILBOXES})


def test_offline(live):
    """Nobody answers: nothing is good or bad because of that, and the reports come."""
    messages = {"off-sealed": sealed("bank", "s1"), "off-plain": kit.letter(kit.hello()),
                "off-signed": signed("info@bank.example", ocsp="http://ocsp.ca.example/")}
    paths = live.write(messages)
    ways = {"nobody listens": (f"127.0.0.1@{free_port()}", (), (), ["307"]),
            "told so": (live.dns.address, (), ("--lookups=offline",), ["308"])}
    if ISOLATED:
        ways["no way out"] = ("198.51.100.53", ISOLATED, (), ["307", "308"])
    else:
        live.results.skip("offline, no way out", "no network namespaces here")
    for says, (resolver, before, more, codes) in ways.items():
        found, _, seconds = live.check(resolver, paths, f"offline {says}", *more, before=before)
        live.expect(f"offline, {says}: in bounded time", seconds < BOUND_SECONDS, True)
        live.results.note(f"{says}: {seconds:.1f} s")
        live.expect(f"offline, {says}: a seal is open", seal_of(found["off-sealed"]), ("temperror", "unknown", PENDING))
        live.expect(f"offline, {says}: no signature, no question", standing(found["off-plain"]), NOT_PROVED)
        verdict = (found["off-signed"]["verdict"], reports.codes(found["off-signed"])[0] in codes)
        live.expect(f"offline, {says}: revocation is not known", verdict, ("undetermined", True))
        results = {report["domain"]["dmarc"]["result"] for report in found.values()}
        live.expect(f"offline, {says}: policies are not known", results, {"temperror"})


def essence(found):
    """Reports without what a clock says."""
    left_out = ("timing", "checked_at")
    return {name: {key: value for key, value in report.items() if key not in left_out} for name, report in found.items()}


def test_again(live):
    """What was asked is not asked again, and recorded answers give the same report without any network."""
    known = live.write({"again-sealed": sealed("bank", "s1"), "again-signed": signed("info@bank.example"),
                        "again-nothing": sealed("bank", "missing"),
                        "again-none": kit.letter(kit.hello(), sender="x@quiet.example")})
    open_ones = live.write({f"again-{selector}": sealed("bank", selector) for selector in ("down", "badly", "torn")})
    file = live.folder / "answers.jsonl"
    with NameServer(live.dns.address, rules=RULES) as between:
        first, _, _ = live.check(between.address, known, "again")
        asked = list(between.asked)
        again, _, _ = live.check(between.address, known, "again")
        live.expect("again: something was asked", len(asked) > 5, True)
        live.expect("again: nothing is asked a second time", between.asked[len(asked):], [])
        live.expect("again: the same reports", essence(again), essence(first))
        recorded, _, _ = live.check(between.address, known + open_ones, "record", f"--record-lookups={file}")
        asked = len(between.asked)
        replayed, _, _ = live.check("198.51.100.53", known + open_ones, "replay", f"--lookups={file}", before=ISOLATED)
        live.expect("replay: the same reports", essence(replayed), essence(recorded))
        live.expect("replay: no cache is made", (live.folder / "replay" / "cache").exists(), False)
        live.expect("replay: nobody was asked", len(between.asked), asked)
    lines = file.read_text(encoding="utf-8").splitlines()
    places = [(line["kind"], line["question"]) for line in map(json.loads, lines)]
    live.expect("record: sorted, each question once", places, sorted(set(places)))


def test_slow(live):
    """One mail's name server does not answer: the engine goes on with the others."""
    messages = [("slow", sealed("bank", "silent"))] + [(f"quick-{n}", sealed("bank", "s1", subject=f"No. {n}")) for n in range(6)]
    rules = {"silent._domainkey.bank.example": "silent"}
    with NameServer(live.dns.address, rules=rules) as between, in_home(live.environment("slow")), \
            engine.Engine(live.program, live.options(between.address), SECONDS) as running:
        # The first answer of a new process waits for the root's key; later ones do not.
        list(running.check_all([("first", sealed("plain", "s1"))], {"at": MOMENT}))
        order = [(name, seal_of(report)[2]) for name, report in running.check_all(messages, {"at": MOMENT})]
    live.expect("slow: the others come first, and are proved", {row for row in order[:-1]},
                {(name, PROVED) for name, _ in messages[1:]})
    live.expect("slow: it comes too", order[-1], ("slow", PENDING))


@contextlib.contextmanager
def in_home(environment):
    """engine.py gives its process the environment of this one."""
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


# --- what goes out ---

WORDS = {"NAME": r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", "SELECTOR": r"[a-z0-9_.-]+", "HASH": "[0-9a-f]{56}"}
# A fixed name in docs/privacy.md that stands for what it says.
PROOF = {"DNSKEY", "DS"}


def read_names():
    """docs/privacy.md's table of names: (type, regular expression) of each row."""
    for line in (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8").splitlines():
        found = re.match(r"\| `([A-Z]+)` `([A-Za-z0-9_.]+)`", line)
        if found:
            pattern = re.sub("[A-Z]+", lambda word: WORDS[word[0]], re.escape(found[2]))
            yield found[1], pattern


def look_at_names(live, between, says):
    """Every name that was asked is of a kind that the page names."""
    table, strange = list(read_names()), set()
    for name, kind, _ in between.asked:
        rows = {row for row in table if row[0] == kind and re.fullmatch(row[1], name)}
        live.rows_seen |= rows
        if not rows and kind not in PROOF and name not in dnszones.ALIASED:
            strange.add((name, kind))
    live.expect(f"{says}: docs/privacy.md explains every name", strange, set())
    plain = all(len(extra) == 11 and extra[:3] == b"\0\0\x29" for extra in between.extras)
    live.expect(f"{says}: no option in a query", plain, True)


# In the text, the subject, the identifier, the names and local parts of a mail, and in nothing else of it.
SECRETS = ("zirconium", "quotation", "unforgettable", "goodsender", "goodreader", "wonderful")


def private_mail():
    """Under a certificate that names servers."""
    certificate = kit.person("goodsender@bank.example", ocsp="http://ocsp.ca.example/", crl="http://crl.ca.example/list")
    body = kit.detached(kit.text("Zirconium: see http://link.zirconium.example/\n"), certificate)
    letter = kit.letter(body, sender="Wonderful <goodsender@bank.example>", to="goodreader@reader.example", subject="Quotation",
                        identity="unforgettable")
    return kit.seal.seal(letter, "bank.example", "s1")


def test_names(live):
    """What is private in a mail, and what an unknown certificate names, is in no question."""
    with NameServer(live.dns.address) as between:
        live.check(between.address, live.write({"names": private_mail()}), "names")
        look_at_names(live, between, "names")
        names = {name for name, _, _ in between.asked}
        live.expect("names: nothing of a mail is in one", [name for name in names if any(word in name for word in SECRETS)], [])
        live.expect("names: nor who reads it", [name for name in names if "reader" in name], [])
        hashed = f"{dnszones.smimea_name('goodsender')}.bank.example"
        live.expect("names: a local part goes out as a hash", hashed in names, True)
        hosts = {(name, kind) for name, kind, _ in between.asked if kind in ("A", "AAAA")}
        live.expect("names: hosts of a certificate that stands", hosts,
                    {(host, kind) for host in ("ocsp.ca.example", "crl.ca.example") for kind in ("A", "AAAA")} & hosts)
        live.expect("names: are asked", ("ocsp.ca.example", "A") in hosts, True)
    tracking = kit.self_made(ocsp="http://track.evil.example/", crl="http://track.evil.example/list")
    stranger = kit.seal.seal(kit.letter(kit.detached(kit.hello(), tracking)), "bank.example")
    with NameServer(live.dns.address) as between:
        live.check(between.address, live.write({"stranger": stranger}), "stranger")
        live.expect("names: a self-made certificate's hosts are not asked",
                    [name for name, _, _ in between.asked if "evil" in name], [])
    with NameServer(live.dns.address) as between:
        (live.folder / "mark.policy").write_text("[mark-anchor Tests]\nfile=anchors.pem\n", encoding="ascii")
        live.check(between.address, live.write({"mark": sealed("bank", "s1")}), "mark", f"--policy={live.folder / 'mark.policy'}")
        look_at_names(live, between, "mark")
    with NameServer(live.dns.address) as between:
        (live.folder / "quiet.policy").write_text("[network]\nmode=none\n", encoding="ascii")
        live.check(between.address, live.write({"quiet": private_mail()}), "quiet", f"--policy={live.folder / 'quiet.policy'}")
        live.expect("names: mode=none asks nothing", between.asked, [])
    # Both families are asked at once; an answer of the first may end the check before the second has left.
    rows = set(read_names())
    live.expect("names: and every row of the page is true", live.rows_seen | {row for row in rows if row[0] == "AAAA"}, rows)


TESTS = (test_keys, test_streams, test_unaskable, test_policies, test_certificates, test_stripped, test_offline, test_again, test_slow,
         test_names)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    arguments = parser.parse_args()
    results = tap.Tap()
    with Zones(dnszones.zones(CERTIFICATES)) as dns, tempfile.TemporaryDirectory() as folder:
        live = Live(arguments.program, dns, pathlib.Path(folder), results)
        for test in TESTS:
            began = time.monotonic()
            test(live)
            results.note(f"{test.__name__}: {time.monotonic() - began:.1f} s")
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
