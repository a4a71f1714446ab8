"""test-dns.py: DNS and DNSSEC against a signed root of our own"""
import base64
import datetime
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "whole"))
from nameserver import NameServer
from process import Process, limit, records, short
from tap import Tap
from zone import Zone, Zones

PROGRAM = sys.argv[1]
tap = Tap()
HASH = "a" * 56
LONG = "x" * 250
RECORDS = f"""
text TXT "v=DKIM1; " "p=" "abc"
two TXT "first"
two TXT "second"
empty TXT ""
binary TXT "\\000\\255"
long TXT {' '.join(f'"{i:03d}{LONG}"' for i in range(16))}
huge TXT {' '.join(f'"{i:03d}{LONG}"' for i in range(200))}
many65 A 10.0.0.1
{chr(10).join(f'many65 A 10.0.1.{i}' for i in range(64))}
{chr(10).join(f'many64 A 10.0.1.{i}' for i in range(64))}
host A 192.0.2.7
host AAAA 2001:db8::7
mail MX 10 host
mail MX 20 host.plain.example.
{HASH}._smimecert TYPE53 \\# 8 0301000102030405
alias CNAME text
alias2 CNAME alias
away CNAME text.plain.example.
broken CNAME text.missing.example.
loop CNAME loop2
loop2 CNAME loop
nowhere CNAME nothing
slow TXT "never seen"
kept 86400 TXT "for a day"
"""


def spoil_signature(line):
    """Another signature for TXT records only: the rest of the zone stays well."""
    fields = line.split()
    if len(fields) > 11 and fields[2] == "RRSIG" and fields[3] == "TXT":
        fields[11] = base64.b64encode(bytes(byte ^ 1 for byte in base64.b64decode(fields[11]))).decode()
    return "\t".join(fields)


def age_signature(line):
    fields = line.split()
    if len(fields) > 11 and fields[2] == "RRSIG":
        fields[7], fields[8] = "20200201000000", "20200101000000"
    return "\t".join(fields)


def drop_denial(line):
    return "" if len(line.split()) > 2 and line.split()[2] == "NSEC" else line


ZONES = [
    Zone("."),
    Zone("example.", RECORDS),
    Zone("plain.example.", RECORDS, signed=False, trusted=False),
    Zone("island.example.", RECORDS, trusted=False),
    Zone("missing.example.", RECORDS, signed=False),
    Zone("altered.example.", RECORDS, spoil=spoil_signature),
    Zone("expired.example.", RECORDS, spoil=age_signature),
    Zone("denial.example.", RECORDS, spoil=drop_denial),
]

FAILED_BOGUS = ("failed", "bogus", "bogus")
SIMPLE = [
    # says, question, answer, records
    ("strings are joined", "TXT text.example", ("found", "secure", None), [b"v=DKIM1; p=abc"]),
    ("two records", "TXT two.example", ("found", "secure", None), [b"first", b"second"]),
    ("an empty string", "TXT empty.example", ("found", "secure", None), [b""]),
    ("bytes that are no text", "TXT binary.example", ("found", "secure", None), [b"\0\xff"]),
    ("case does not matter", "TXT TEXT.Example", ("found", "secure", None), [b"v=DKIM1; p=abc"]),
    ("over UDP's size", "TXT long.example", ("found", "secure", None), ["".join(f"{i:03d}{LONG}" for i in range(16)).encode()]),
    ("near DNS's size", "TXT huge.example", ("found", "secure", None), ["".join(f"{i:03d}{LONG}" for i in range(200)).encode()]),
    ("an address", "A host.example", ("found", "secure", None), [bytes([192, 0, 2, 7])]),
    ("an IPv6 address", "AAAA host.example", ("found", "secure", None), [bytes.fromhex("20010db8000000000000000000000007")]),
    ("mail servers", "MX mail.example", ("found", "secure", None),
     [b"\0\x0a\4host\7example\0", b"\0\x14\4host\5plain\7example\0"]),
    ("SMIMEA", f"SMIMEA {HASH}._smimecert.example", ("found", "secure", None), [bytes.fromhex("0301000102030405")]),
    ("as many records as are taken", "A many64.example", ("found", "secure", None), None),
    ("one record more", "A many65.example", ("failed", "unknown", "records that are too many, too large or broken"), []),
    ("a chain of aliases", "TXT alias2.example", ("found", "secure", None), [b"v=DKIM1; p=abc"]),
    ("an alias out of the signed part", "TXT away.example", ("found", "insecure", None), [b"v=DKIM1; p=abc"]),
    ("an alias to bogus data", "TXT broken.example", FAILED_BOGUS, []),
    ("an alias to nothing", "TXT nowhere.example", ("no-name", "secure", None), []),
    ("no such name", "TXT nothing.example", ("no-name", "secure", None), []),
    ("no such record", "MX text.example", ("empty", "secure", None), []),
    ("insecure", "TXT text.plain.example", ("found", "insecure", None), [b"v=DKIM1; p=abc"]),
    ("insecure: no such name", "TXT nothing.plain.example", ("no-name", "insecure", None), []),
    ("insecure: no such record", "MX text.plain.example", ("empty", "insecure", None), []),
    ("insecure SMIMEA", f"SMIMEA {HASH}._smimecert.plain.example", ("found", "insecure", None), [bytes.fromhex("0301000102030405")]),
    ("an island of signatures", "TXT text.island.example", ("found", "insecure", None), [b"v=DKIM1; p=abc"]),
    ("signatures are missing", "TXT text.missing.example", FAILED_BOGUS, []),
    ("signatures are missing: no such name", "TXT nothing.missing.example", FAILED_BOGUS, []),
    ("signatures are missing: no such record", "MX text.missing.example", FAILED_BOGUS, []),
    ("a wrong signature", "TXT text.altered.example", FAILED_BOGUS, []),
    ("its neighbour with a right one", "A host.altered.example", ("found", "secure", None), [bytes([192, 0, 2, 7])]),
    ("expired", "TXT text.expired.example", FAILED_BOGUS, []),
    ("expired: no such name", "TXT nothing.expired.example", FAILED_BOGUS, []),
    ("no proof that a name is not there", "TXT nothing.denial.example", FAILED_BOGUS, []),
]

NO_QUESTION = ("failed", "unknown", "refused: not a type and name that are asked for")
REFUSED = [
    "ANY example", "NS example", "CNAME alias.example", "SOA example", "TYPE16 text.example", "txt text.example", "TXT",
    "TXT  text.example", "TXT text.example ", "TXT .", "TXT text.example.", "TXT .example", "TXT a..example",
    "TXT " + "a" * 64 + ".example", "TXT " + ".".join(["a" * 49] * 6), "TXT a b.example", "TXT a\\032b.example",
    "TXT a/b.example", "TXT a@b.example", "TXT *.example", "TXT a\"b.example", "PTR 7.2.0.192.in-addr.arpa",
]


def check(says, got, want):
    tap.result(got == want, says, [] if got == want else [f"got  {got}", f"want {want}"])


def seconds_left(answer):
    moments = [datetime.datetime.fromisoformat(answer[key].replace("Z", "+00:00")) for key in ("fetched", "expires")]
    return (moments[1] - moments[0]).total_seconds()


def test_simple(dns):
    with Process(PROGRAM, f"--resolver={dns.address}", f"--root-key={dns.root_key}") as process:
        # All at once: answers come in any order.
        numbers = [process.ask("dns", question) for _, question, _, _ in SIMPLE]
        for number, (says, question, want, data) in zip(numbers, SIMPLE):
            answer = process.wait(number)
            got = (short(answer), sorted(records(answer)) if answer and data is not None else None)
            check(says, got, (want, data))
            if answer and answer["status"] != "failed" and not 30 <= seconds_left(answer) <= 60:
                check(says + ": lasts as long as its TTL", seconds_left(answer), "30 to 60")
        check("a day is kept for a day", seconds_left(process.get("dns", "TXT kept.example")), 86400.0)
        answer = process.get("dns", "TXT loop.example")
        check("a loop of aliases ends", (answer["status"], answer["records"]), ("failed", []))
        check("no status for a resolver that is well", process.statuses, [])


def test_refused(dns):
    with NameServer(dns.address) as between, \
            Process(PROGRAM, f"--resolver={between.address}", f"--root-key={dns.root_key}") as process:
        for question in REFUSED:
            check(f"refused: {question[:30]}", short(process.get("dns", question)), NO_QUESTION)
        check("nothing was sent", between.asked, [])
        check("history is none of ours", short(process.get("history", "sender a@example")),
              ("failed", "unknown", "no question for the network"))


def test_trouble(dns):
    rules = {"slow.example": "silent", "down.example": "servfail", "refused.plain.example": "refused"}
    with NameServer(dns.address, rules=rules) as between, NameServer(dns.address, rules={"": "silent", "example": "silent"}) as dead, \
            Process(PROGRAM, f"--resolver={dead.address}", f"--root-key={dns.root_key}") as lost, \
            Process(PROGRAM, "--resolver=127.0.0.1@9", f"--root-key={dns.root_key}") as nobody, \
            Process(PROGRAM, f"--resolver={between.address}", f"--root-key={dns.root_key}") as process:
        silent = lost.ask("dns", "TXT text.example")
        refused = nobody.ask("dns", "TXT text.example")
        begin = time.monotonic()
        slow = [process.ask("dns", f"TXT s{i}.slow.example") for i in range(60)]
        for i in range(20):
            answer = process.get("dns", f"TXT n{i}.plain.example")
            if short(answer) != ("no-name", "insecure", None):
                check("others go on", short(answer), "no-name")
                break
        check("sixty that nobody answers hold up nobody", time.monotonic() - begin < 3, True)
        check("SERVFAIL", short(process.get("dns", "TXT a.down.example")), ("failed", "unknown", "SERVFAIL"))
        answer = short(process.get("dns", "TXT a.refused.plain.example"))
        check("REFUSED is no answer", (answer[0], answer[1]), ("failed", "unknown"))
        late = {short(process.wait(number)) for number in slow}
        # A server that answers others is given up after some tries.
        check("their time is up", late - {("failed", "unknown", "timeout"), ("failed", "unknown", "SERVFAIL")}, set())
        check("after five seconds at most", time.monotonic() - begin < 7, True)
        process.get("dns", "TXT long.example")
        check("TCP where UDP is too small", ("long.example", "TXT", "tcp") in between.asked, True)
        before = len(between.asked)
        again = process.get("dns", "TXT s1.slow.example")
        check("a failure is kept for a minute", (again["status"], seconds_left(again)), ("failed", 60.0))
        check("and not asked again", len(between.asked), before)
        check("a server that never says anything", short(lost.wait(silent)), ("failed", "unknown", "timeout"))
        check("nobody listens", short(nobody.wait(refused))[:2], ("failed", "unknown"))
        check("after five seconds", 4.9 < time.monotonic() - begin < 7, True)


def test_stripping(dns):
    with NameServer(dns.address, strip=True) as between, \
            Process(PROGRAM, f"--resolver={between.address}", f"--root-key={dns.root_key}") as process:
        for name in ["text.example", "text.plain.example", "text.missing.example", "text.altered.example"]:
            check(f"stripped: {name}", short(process.get("dns", f"TXT {name}")), ("found", "insecure", None))
        check("stripped: no such name", short(process.get("dns", "TXT nothing.example")), ("no-name", "insecure", None))
        check("not kept for long", seconds_left(process.get("dns", "TXT kept.example")), limit("CF_LIMIT_KEEP_UNCHECKED_SECONDS"))
        check("said once", process.statuses, ["dnssec-stripped"])
        check("the root's key was asked for once", [row[:2] for row in between.asked].count(("", "DNSKEY")), 1)


def test_anchor(dns):
    """Signatures come, but our anchor is another: that is bogus, not stripped."""
    with tempfile.TemporaryDirectory() as folder:
        other = pathlib.Path(folder, "other.ds")
        other.write_text(". IN DS 12345 13 2 " + "ab" * 32 + "\n")
        broken = pathlib.Path(folder, "broken.ds")
        broken.write_text("no key at all\n")
        with Process(PROGRAM, f"--resolver={dns.address}", f"--root-key={other}") as process:
            check("another root", short(process.get("dns", "TXT text.example")), FAILED_BOGUS)
            check("another root: nothing is insecure", short(process.get("dns", "TXT text.plain.example")), FAILED_BOGUS)
            check("another root: no status", process.statuses, [])
        for says, file in [("no file", folder + "/none"), ("no key in it", broken)]:
            with Process(PROGRAM, f"--resolver={dns.address}", f"--root-key={file}") as process:
                check(f"anchor: {says}", short(process.get("dns", "TXT text.example")), ("found", "insecure", None))
                check(f"anchor: {says}: said", process.statuses, ["dnssec-no-anchor"])


ROLL = [Zone("."), Zone("example.", RECORDS)]
GOOD_TEXT = ("found", "secure", None)


def age_states(cache, days):
    """A new key has been seen for so long, and twice at least."""
    path, = pathlib.Path(cache, "root-keys").iterdir()
    since = int(time.time()) - days * 86400
    text = re.sub(r"state=1 (.*?);;count=\d+ ;;lastchange=\d+", rf"state=1 \1;;count=3 ;;lastchange={since}", path.read_text())
    path.write_text(text)


def test_roll(_):
    """RFC 5011: the root gets a new key and gives up the old one; our packages know only that."""
    with tempfile.TemporaryDirectory() as folder:
        keys, cache, young = (folder + name for name in ("/keys", "/cache", "/young"))
        anchor = pathlib.Path(folder, "installed.ds")

        def ask(dns, cache, name="text"):
            with Process(PROGRAM, f"--resolver={dns.address}", f"--root-key={anchor}", *([f"--cache={cache}"] if cache else [])) as process:
                return short(process.get("dns", f"TXT {name}.example", fresh=True))

        def states():
            return [path.read_text() for path in pathlib.Path(cache, "root-keys").iterdir()]

        with Zones(ROLL, keys) as dns:
            anchor.write_text(pathlib.Path(dns.root_key).read_text())
            check("roll: one key", ask(dns, cache), GOOD_TEXT)
        with Zones(ROLL, keys, "add") as dns:
            check("roll: a second key", (ask(dns, cache), ask(dns, young)), (GOOD_TEXT, GOOD_TEXT))
            check("roll: it is not believed yet", [text.count("ADDPEND") for text in states()], [1])
            age_states(cache, 29)
            check("roll: after 29 days", (ask(dns, cache), [text.count("ADDPEND") for text in states()]), (GOOD_TEXT, [1]))
            age_states(cache, 31)
            check("roll: after 31 days", (ask(dns, cache), [text.count("ADDPEND") for text in states()]), (GOOD_TEXT, [0]))
        with Zones(ROLL, keys, "drop") as dns:
            check("roll: the old key is gone", ask(dns, cache), GOOD_TEXT)
            check("roll: who saw the new key too late", ask(dns, young), FAILED_BOGUS)
            check("roll: who keeps nothing", ask(dns, None), FAILED_BOGUS)
            state, = pathlib.Path(cache, "root-keys").iterdir()
            check("roll: for us alone", oct(state.stat().st_mode & 0o777), "0o600")
        with Zones(ROLL, keys) as dns:
            good = state.read_bytes()
            anchor.write_text(pathlib.Path(dns.root_key).read_text())
            check("roll: the packages' new file", (ask(dns, cache), len(states())), (GOOD_TEXT, 2))
            state, = (path for path in pathlib.Path(cache, "root-keys").iterdir() if path != state)
            for says, content in [("cut", good[:200]), ("rubbish", b"\0\1 rubbish\n"), ("empty", b""), ("all revoked", good.replace(b";;state=2", b";;state=4").replace(b";;state=3", b";;state=4")), ("too long", good.ljust(limit("CF_LIMIT_ROOT_KEY_BYTES") + 1, b"\n"))]:
                state.write_bytes(content)
                check(f"roll: a state that is {says}", ask(dns, cache), GOOD_TEXT)
                check(f"roll: a state that is {says} is made anew", state.stat().st_size < 5000 and b"DNSKEY" in state.read_bytes(), True)
            state.unlink()
            state.symlink_to(anchor)
            check("roll: a link is not followed", (ask(dns, cache), state.is_symlink()), (GOOD_TEXT, True))


def test_doctor(dns):
    def ask(*arguments):
        return subprocess.run([PROGRAM, "--check-dnssec", *arguments], capture_output=True, text=True, timeout=20).stdout.strip()

    key = f"--root-key={dns.root_key}"
    check("doctor: works", ask(f"--resolver={dns.address}", key), "works")
    check("doctor: no anchor", ask(f"--resolver={dns.address}", "--root-key=/nonexistent"), "no-anchor")
    with NameServer(dns.address, strip=True) as between:
        check("doctor: stripped", ask(f"--resolver={between.address}", key), "stripped")
    with NameServer(dns.address, rules={"": "servfail"}) as between:
        check("doctor: nobody knows", ask(f"--resolver={between.address}", key), "unknown")


with Zones(ZONES) as zones:
    for test in [test_simple, test_refused, test_trouble, test_stripping, test_anchor, test_roll, test_doctor]:
        start = time.monotonic()
        test(zones)
        tap.note(f"{test.__name__}: {time.monotonic() - start:.1f} s")
sys.exit(tap.finish())
