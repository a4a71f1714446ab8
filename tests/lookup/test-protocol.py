"""test-protocol.py: frames, ids, cancelling, asking once, the cache on disk, and how the process ends"""
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "whole"))
from nameserver import NameServer
from process import Process, limit, short
from tap import Tap
from zone import Zone, Zones

PROGRAM = sys.argv[1]
tap = Tap()
FOUND = ("found", "secure", None)


def check(says, got, want):
    tap.result(got == want, says, [] if got == want else [f"got  {got}", f"want {want}"])


GARBAGE = [
    # says, what is sent as one frame
    ("no JSON", "hello"),
    ("a list", "[]"),
    ("an empty object", "{}"),
    ("no id", '{"kind": "dns", "question": "TXT a.example"}'),
    ("id 0", '{"id": 0, "kind": "dns", "question": "TXT a.example"}'),
    ("an id that is too large", '{"id": 9007199254740992, "kind": "dns", "question": "TXT a.example"}'),
    ("an id that is a text", '{"id": "1", "kind": "dns", "question": "TXT a.example"}'),
    ("no kind", '{"id": 1, "question": "TXT a.example"}'),
    ("an unknown kind", '{"id": 1, "kind": "smtp", "question": "TXT a.example"}'),
    ("no question", '{"id": 1, "kind": "dns"}'),
    ("an empty question", '{"id": 1, "kind": "dns", "question": ""}'),
    ("a question that is not ASCII", '{"id": 1, "kind": "dns", "question": "TXT \\u0007.example"}'),
    ("a question in Japanese", '{"id": 1, "kind": "dns", "question": "TXT 例.example"}'),
    ("a question that is too long", json.dumps({"id": 1, "kind": "crl", "question": "http://a.example/" + "x" * 4096})),
    ("a frame that is too long", json.dumps({"id": 1, "kind": "crl", "question": "x" * 20000})),
    ("fresh that is no truth", '{"id": 1, "kind": "dns", "question": "TXT a.example", "fresh": 1}'),
    ("kept that is no truth", '{"id": 1, "kind": "dns", "question": "TXT a.example", "kept": "yes"}'),
    ("kept and fresh", '{"id": 1, "kind": "dns", "question": "TXT a.example", "kept": true, "fresh": true}'),
    ("cancel what is no id", '{"cancel": "x"}'),
    ("cancel 0", '{"cancel": 0}'),
    ("deep nesting", '{"id": 1, "x": ' + "[" * 100 + "]" * 100 + "}"),
]


def test_garbage(dns):
    for says, text in GARBAGE:
        process = Process(PROGRAM, "--mode=none")
        process.send(text)
        begin = time.monotonic()
        while process.read(5):
            pass
        check(f"ends: {says}", (process.end(), time.monotonic() - begin < 4, process.answers), (1, True, {}))
        check(f"says so: {says}", process.errors.startswith("certfirst: lookup: "), True)


def test_end(dns):
    process = Process(PROGRAM, "--mode=none")
    check("ends with its client", process.end(), 0)
    process = Process(PROGRAM, "--mode=none")
    process.ours.sendall(struct.pack("=I", 100) + b"{")
    check("a frame that is cut off", process.end(), 1)
    with NameServer(dns.address, rules={"example": "silent"}) as between:
        process = Process(PROGRAM, f"--resolver={between.address}", f"--root-key={dns.root_key}")
        for i in range(50):
            process.ask("dns", f"TXT a{i}.example")
        process.read(0.3)
        begin = time.monotonic()
        check("ends at once with questions open", (process.end(), time.monotonic() - begin < 2), (0, True))


def test_ids(dns):
    with NameServer(dns.address, rules={"slow.example": "late"}) as between, \
            Process(PROGRAM, f"--resolver={between.address}", f"--root-key={dns.root_key}") as process:
        same = [process.ask("dns", "TXT text.example") for _ in range(20)]
        check("all who ask are told", {short(process.wait(number)) for number in same}, {FOUND})
        check("it was asked once", [row[:2] for row in between.asked].count(("text.example", "TXT")), 1)

        numbers = [process.ask("dns", "TXT a.slow.example") for _ in range(3)]
        other = process.ask("dns", "TXT b.slow.example")
        process.cancel(numbers[0])
        process.cancel(numbers[2])
        process.cancel(other)
        process.cancel(other)
        process.cancel(999)
        process.wait(numbers[1])
        process.read(0.2)
        check("cancelled ones are not answered", [number in process.answers for number in numbers + [other]], [False, True, False, False])
        process.next_id = same[0]
        check("an id may be used again when it was answered", short(process.get("dns", "TXT text.example")), FOUND)


def test_same_id(dns):
    with NameServer(dns.address, rules={"slow.example": "silent"}) as between:
        process = Process(PROGRAM, f"--resolver={between.address}", f"--root-key={dns.root_key}")
        process.next_id = process.ask("dns", "TXT c.slow.example")
        process.ask("dns", "TXT text.example")
        while process.read(5):
            pass
        check("an id is not used twice at a time", process.end(), 1)


def test_many(dns):
    with NameServer(dns.address, rules={"slow.example": "silent"}) as between, \
            Process(PROGRAM, f"--resolver={between.address}", f"--root-key={dns.root_key}") as process:
        numbers = [process.ask("dns", f"TXT n{i}.slow.example") for i in range(limit("CF_LIMIT_OPEN_QUESTIONS"))]
        over = process.ask("dns", "TXT over.slow.example")
        check("one too many", short(process.wait(over)), ("failed", "unknown", "too many questions at once"))
        for number in numbers:
            process.cancel(number)
        check("then there is room again", short(process.get("dns", "TXT text.example")), FOUND)


def test_slow_reader(dns):
    """Who does not read gets no more than fits, and everything later."""
    with Process(PROGRAM, f"--resolver={dns.address}", f"--root-key={dns.root_key}") as process:
        process.get("dns", "TXT large.example")
        numbers = range(process.next_id, process.next_id + 1000)
        # It stops reading, and then the socket is full: on a busy machine long before the last question.
        sender = threading.Thread(target=lambda: [process.ask("dns", "TXT large.example") for _ in numbers], daemon=True)
        sender.start()
        time.sleep(0.5)
        resident = next(int(line.split()[1]) for line in pathlib.Path(f"/proc/{process.process.pid}/status").read_text().splitlines()
                        if line.startswith("VmRSS:"))
        check("it takes no more questions than it has room for answers", resident < (900 if is_sanitized() else 90) * 1024, True)
        late = next((number for number in numbers if short(process.wait(number)) != FOUND), None)
        check("all are answered in the end", late, None)
        sender.join()


def is_sanitized():
    """The sanitizer keeps what was freed for a while."""
    return b"__asan_init" in pathlib.Path(PROGRAM).read_bytes()


def files(folder):
    return sorted(path for path in pathlib.Path(folder).iterdir() if not path.is_dir())


def test_cache(dns):
    with NameServer(dns.address, rules={"down.example": "servfail"}) as between, tempfile.TemporaryDirectory() as base:
        folder = base + "/deep/cache"
        options = [f"--resolver={between.address}", f"--root-key={dns.root_key}", f"--cache={folder}"]

        def ask(name, **members):
            before = len([row for row in between.asked if row[1] == "TXT"])
            with Process(PROGRAM, *options) as process:
                answer = short(process.get("dns", f"TXT {name}", **members))
            return answer, len([row for row in between.asked if row[1] == "TXT"]) - before

        check("only what is kept, before anything is", ask("text.example", kept=True), (("failed", "unknown", "not asked yet"), 0))
        check("first", ask("text.example"), (FOUND, 1))
        check("only what is kept", ask("text.example", kept=True), (FOUND, 0))
        check("again, by another process", ask("text.example"), (FOUND, 0))
        check("again, but fresh", ask("text.example", fresh=True), (FOUND, 1))
        check("not fresh", ask("text.example", fresh=False), (FOUND, 0))
        check("nothing there", ask("none.example"), (("no-name", "secure", None), 1))
        check("nothing there, again", ask("none.example")[1], 0)
        ask("a.down.example")
        check("failures are not on disk", len(files(folder)), 2)
        check("for us alone", [oct(os.stat(path).st_mode & 0o777) for path in [folder, *files(folder)]], ["0o700", "0o600", "0o600"])
        check("names tell nothing", all(len(path.name) == 64 and set(path.name) <= set("0123456789abcdef") for path in files(folder)), True)

        text = next(path for path in files(folder) if b"DKIM" in path.read_bytes())
        good = text.read_bytes()
        for says, content in [("one letter", good.replace(b"DKIM1", b"DKIM2")), ("cut", good[:-5]), ("empty", b""), ("longer", good + b"\n"),
                              ("another version", good.replace(b"-1 ", b"-2 ")), ("rubbish", os.urandom(5000)), ("a NUL", good[:100] + b"\0" + good[101:])]:
            text.write_bytes(content)
            check(f"changed file: {says}", ask("text.example"), (FOUND, 1))
        check("and written anew", ask("text.example"), (FOUND, 0))
        other = next(path for path in files(folder) if path != text)
        text.write_bytes(other.read_bytes())
        check("the answer to another question", ask("text.example"), (FOUND, 1))
        text.unlink()
        os.mkfifo(text)
        check("a pipe in its place holds up nobody", ask("text.example"), (FOUND, 1))
        text.unlink()
        text.symlink_to(other)
        check("a link is not followed", ask("text.example"), (FOUND, 1))

        os.chmod(folder, 0o755)
        check("a folder that others can read is not used", ask("text.example")[1], 1)
        os.chmod(folder, 0o700)
        with Process(PROGRAM, *options, "--mode=none") as process:
            check("mode=none does not look", short(process.get("dns", "TXT text.example"))[0], "failed")
        outsider = Process(PROGRAM, *options[:2], "--cache=/proc/none/such")
        check("a folder that cannot be made", short(outsider.get("dns", "TXT text.example")), FOUND)
        outsider.end()


def test_crowd(dns):
    """Several processes with one folder."""
    with tempfile.TemporaryDirectory() as base:
        options = [f"--resolver={dns.address}", f"--root-key={dns.root_key}", f"--cache={base}/cache"]
        processes = [Process(PROGRAM, *options) for _ in range(4)]
        numbers = [[process.ask("dns", f"TXT n{i}.example") for i in range(60)] for process in processes]
        said = {short(process.wait(number)) for process, row in zip(processes, numbers) for number in row}
        check("four at once", said, {("no-name", "secure", None)})
        check("they end well", [process.end() for process in processes], [0] * 4)
        check("nothing unfinished stays", len(files(base + "/cache")), 60)


def can_isolate():
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0


def test_offline(dns):
    """In a network of its own, where nothing leads anywhere."""
    if not can_isolate():
        tap.skip("offline", "no network namespaces here")
        return
    ours, theirs = socket.socketpair()
    process = Process("unshare", "-rn", PROGRAM, "--resolver=198.51.100.53", f"--root-key={dns.root_key}")
    check("offline: DNS", short(process.get("dns", "TXT text.example")), ("failed", "unknown", "offline"))
    check("offline: a name", short(process.get("crl", "http://ca.example/crl")), ("failed", "unknown", "offline"))
    check("offline: an address", short(process.get("crl", "http://1.1.1.1/crl")), ("failed", "unknown", "offline"))
    check("offline is not kept", process.answers[1]["expires"], None)
    process.end()
    ours.close()
    theirs.close()


STRING = "x" * 250
ZONES = [Zone("."), Zone("example.", 'text TXT "v=DKIM1; p=abc"\nlarge TXT ' + f'"{STRING}" ' * 240)]
with Zones(ZONES) as zones:
    for test in [test_garbage, test_end, test_ids, test_same_id, test_many, test_slow_reader, test_cache, test_crowd, test_offline]:
        start = time.monotonic()
        test(zones)
        tap.note(f"{test.__name__}: {time.monotonic() - start:.1f} s")
sys.exit(tap.finish())
