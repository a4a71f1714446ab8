#!/usr/bin/python3
"""certfirst scan: every kind of mailbox, lists, order, interruption, bad messages, summary, memory.

Usage: scan.py PROGRAM [--sanitized]

--sanitized: memory is not compared: the sanitizer keeps what is freed.

CERTFIRST_SCAN=100000 in the environment makes the large mailbox that large.
"""
import collections
import html.parser
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "make"))

import kit
import pki

ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="")
AT = "--at=2026-06-20T09:00:00Z"
SANITIZED = "--sanitized" in sys.argv
MANY = int(os.environ.get("CERTFIRST_SCAN", "2000"))
POLICY = "[sender info@bank.example]\ncertificate=required\ndisplay-names=Example Bank\n"
POSTMARK = b"From x Mon Jun 15 09:00:00 2026\n"


def plain(number, sender="Alice <alice@b.example>"):
    return f"From: {sender}\nTo: b@c.example\nSubject: secret {number}\nMessage-ID: <{number}@b.example>\n\nwords\n".encode()


def box(*mails):
    return b"".join(POSTMARK + mail + b"\n" for mail in mails)


class Cases:
    """Each method is a test; `self.at` is a folder of its own."""

    def __init__(self, folder):
        self.at = pathlib.Path(folder)
        self.write("bank.policy", POLICY.encode())
        self.write("anchors.pem", pki.files()["anchors.pem"].encode())

    def write(self, name, data):
        path = self.at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def command(self, *args):
        return [PROGRAM, "scan", "--policy=bank.policy", "--trust-anchors=anchors.pem", "--lookups=offline", AT, *args]

    def scan(self, *args, given=b"", **env):
        done = subprocess.run(self.command(*args), capture_output=True, timeout=600, cwd=self.at, input=given,
                              env={**ENVIRONMENT, "XDG_CONFIG_HOME": str(self.at), "XDG_DATA_HOME": str(self.at), **env})
        self.status, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()
        return self.out

    def sources(self, *args, **more):
        return sorted(json.loads(line)["source"] for line in self.scan(*args, **more).splitlines())

    def read(self, name):
        return [json.loads(line) for line in (self.at / name).read_text().splitlines()]

    def mailbox(self):
        self.write("mh/1", plain(1))
        self.write("mh/2", plain(2, "Example Bank <info@bank.example>"))
        self.write("mh/3", kit.letter(kit.detached(kit.hello(), kit.bank()), sender=kit.BANK))
        self.write("mh/4", kit.letter(kit.detached(kit.hello(), kit.self_made()), sender=kit.BANK))

    def test_each_kind_of_mailbox(self):
        mails = [plain(number) for number in range(5)]
        for number, mail in enumerate(mails):
            self.write(f"md/{'new' if number % 2 else 'cur'}/{number}.host:2,S", mail)
            self.write(f"mh/{number + 1}", mail)
            self.write(f"files/deep/{number}.eml", mail.replace(b"\n", b"\r\n"))
        (self.at / "md" / "tmp").mkdir()
        self.write("box", box(*mails))
        wanted = {f"<{number}@b.example>".strip("<>") for number in range(5)}
        for path in ("md", "mh", "files", "box"):
            found = [json.loads(line) for line in self.scan(path).splitlines()]
            assert {one["message_id"] for one in found} == wanted and len(found) == 5 and self.status == 0, (path, self.err)
        assert self.sources("box") == [f"box#{number}" for number in range(1, 6)]

    def test_a_line_is_what_check_says(self):
        self.mailbox()
        for name in ("mh/1", "mh/3"):
            ours = json.loads(self.scan(name))
            done = subprocess.run([PROGRAM, "check", "--format=json", *self.command()[2:], name], capture_output=True, cwd=self.at,
                                  env=ENVIRONMENT, timeout=60, check=False)
            theirs = json.loads(done.stdout)
            for key in ("verdict", "severity", "headline", "sender", "smime", "sha256"):
                assert ours[key] == theirs[key], (key, ours[key], theirs[key])
            assert list(ours) == list(theirs), "the same keys in the same order"

    def test_lists(self):
        self.mailbox()
        self.write("odd\nname.eml", plain(7))
        wanted = ["mh/1", "mh/3"]
        assert self.sources("--files-from=-", given=b"mh/1\n\nmh/3\n") == wanted
        assert self.sources("--files-from=-", given=b"mh/1\nmh/3") == wanted
        assert self.sources("--files-from=-", "--null", given=b"mh/1\0odd\nname.eml\0") == ["mh/1", "odd\\nname.eml"]
        self.write("list", b"mh/3\n")
        assert self.sources("--files-from=list", "mh/1") == wanted
        self.scan("--files-from=-", given=b"mh/1\0mh/3\0")
        assert self.status == 2 and "--null" in self.err, self.err
        self.scan("--files-from=missing")
        assert self.status == 2 and "missing: cannot be opened" in self.err, self.err

    def test_a_name_that_is_no_text(self):
        """Two such names stay two, and are found again; so do two long ones that differ in their middle."""
        deep = "/".join(["d" * 200] * 6)
        for name in ("a", "b"):
            self.write(f"long/{name}/{deep}/1.eml", plain(1))
        for _ in range(2):
            self.scan("-o", "long.jsonl", "--resume", "long")
            assert len({one["source"] for one in self.read("long.jsonl")}) == 2 == len(self.read("long.jsonl"))
        for name in (b"\xff.eml", b"\xfe.eml"):
            (pathlib.Path(os.fsdecode(os.fsencode(self.at) + b"/odd/" + name)).parent).mkdir(exist_ok=True)
            with open(os.fsencode(self.at) + b"/odd/" + name, "wb") as file:
                file.write(plain(1))
        self.scan("-o", "out.jsonl", "odd")
        assert len({one["source"] for one in self.read("out.jsonl")}) == 2
        self.scan("-o", "out.jsonl", "--resume", "odd")
        assert len(self.read("out.jsonl")) == 2 and "2 messages had" in self.err, self.err

    def test_order(self):
        self.write("box", box(*(plain(number) for number in range(300))))
        found = [json.loads(line)["source"] for line in self.scan("--ordered", "--jobs=8", "box").splitlines()]
        assert found == [f"box#{number}" for number in range(1, 301)], found[:20]
        assert self.sources("--jobs=8", "box") == sorted(found)

    def test_a_large_mail_keeps_no_other_waiting(self):
        # What is compared is the order of answers: as much work as the large one takes does for a hundred others.
        if len(os.sched_getaffinity(0)) < 2:
            return
        line = "The quick brown fox looks at the certificate first.\n"
        self.write("large.eml", kit.letter(kit.detached(kit.text(line * (60_000_000 // len(line))), kit.bank()), sender=kit.BANK))
        for number in range(200):
            self.write(f"small/{number}", plain(number))
        found = [json.loads(answer)["source"] for answer in self.scan("--jobs=2", "large.eml", "small").splitlines()]
        assert len(found) == 201 and sorted(found)[0] == "large.eml", found
        assert found.index("large.eml") >= 10, f"{found.index('large.eml')} answers came before the large one's"

    def test_bad_messages_stop_nothing(self):
        for number in range(40):
            self.write(f"mh/{number + 1}", (b"", b"\x00" * 100, b"\xff" * 1000, b"From:\n" * 3000, plain(number))[number % 5])
        (self.at / "mh" / "99").symlink_to("nowhere")
        lines = self.scan("mh").splitlines()
        said = [line for line in self.err.splitlines() if line.startswith("certfirst: mh/")]
        assert len(lines) + len(said) == 40 and 8 <= len(lines), (len(lines), self.err)
        assert self.status == 2, "a file could not be read"
        self.scan("missing", "mh/5")
        assert self.status == 2 and len(self.out.splitlines()) == 1 and "missing: cannot be opened" in self.err

    def test_statuses(self):
        self.mailbox()
        self.write("encrypted.eml", b"From: a@b.example\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n"
                                    b"Content-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3DQEHA6CAMIACAQAxADCABgkqhkiG9w0BBwEwFAYIKoZIhvcN"
                                    b"AwcECAAAAAAAAAAAAAAAAAAA\r\n")
        for files, wanted in ((["mh/1"], 0), (["mh/2", "mh/1"], 1), (["encrypted.eml"], 3), (["mh/2", "encrypted.eml"], 1),
                              (["missing", "mh/2"], 2)):
            self.scan(*files)
            assert self.status == wanted, (files, self.status, self.err)

    def test_resume_after_a_kill(self):
        """Killed in the middle, again and again: at the end each message has one line."""
        self.write("box", box(*(plain(number) for number in range(1500))))
        for number in range(300):
            self.write(f"md/cur/{number}.host:2,", plain(number))
        (self.at / "md" / "new").mkdir()
        before = 0
        for _ in range(3):
            with subprocess.Popen(self.command("-o", "out.jsonl", *(["--resume"] if before else []), "box", "md"), cwd=self.at,
                                  env=ENVIRONMENT, stderr=subprocess.DEVNULL) as process:
                self.wait_for(lambda: self.size("out.jsonl") > before + 200000 or process.poll() is not None)
                process.kill()
            before = self.size("out.jsonl")
        for number in range(0, 300, 3):
            name = self.at / "md" / "cur" / f"{number}.host:2,"
            name.rename(str(name) + "S")
        with open(self.at / "out.jsonl", "ab") as out:
            out.write(b'{"certfirst":1,"source":"box#15')
        self.scan("-o", "out.jsonl", "--resume", "--summary", "--format=json", "box", "md")
        found = self.read("out.jsonl")
        counted = collections.Counter(one["source"].removesuffix("S") for one in found)
        assert len(counted) == 1800 and set(counted.values()) == {1}, (len(counted), counted.most_common(3))
        assert json.loads(self.out)["mails"] == 1800, "the summary counts what was done before too"
        self.scan("-o", "out.jsonl", "--resume", "box", "md")
        assert self.read("out.jsonl") == found and "1800 messages had" in self.err, self.err

    def size(self, name):
        path = self.at / name
        return path.stat().st_size if path.exists() else 0

    @staticmethod
    def wait_for(what):
        for _ in range(6000):
            if what():
                return
            time.sleep(0.02)
        raise AssertionError("it did not come")

    def test_a_file_of_reports_is_not_overwritten_nor_spoiled(self):
        self.mailbox()
        self.write("out.jsonl", b"hello\nworld\n")
        self.scan("-o", "out.jsonl", "mh")
        assert self.status == 2 and "--resume" in self.err, self.err
        self.scan("-o", "out.jsonl", "--resume", "mh")
        assert self.status == 2 and "line 1 is no report" in self.err, self.err
        assert (self.at / "out.jsonl").read_bytes() == b"hello\nworld\n"
        self.scan("-o", "mine.jsonl", "mh")
        assert (self.at / "mine.jsonl").stat().st_mode & 0o777 == 0o600

    def test_two_runs_do_not_write_to_one_file(self):
        self.write("mh/1", plain(1))
        with subprocess.Popen(self.command("-o", "out.jsonl", "--files-from=-"), cwd=self.at, env=ENVIRONMENT,
                              stdin=subprocess.PIPE) as first:
            self.wait_for(lambda: (self.at / "out.jsonl").exists())
            self.scan("-o", "out.jsonl", "--resume", "mh")
            assert self.status == 2 and "another run" in self.err, self.err
            first.stdin.close()

    def test_a_maildir_that_is_written_to(self):
        """Mail is delivered, read and marked meanwhile: what was there at the beginning comes exactly once."""
        for folder in ("cur", "tmp"):
            (self.at / "md" / folder).mkdir(parents=True)
        for number in range(1500):
            self.write(f"md/new/{number}.host", plain(number))
        stop = threading.Event()

        def read_mail():
            fresh, marked = 1500, []
            for name in sorted((self.at / "md" / "new").iterdir()) * 100:
                if stop.is_set():
                    return
                if name.exists():
                    marked.append(name.rename(self.at / "md" / "cur" / f"{name.name}:2,"))
                elif marked:
                    old = marked.pop()
                    old.rename(self.at / "md" / "cur" / f"{old.name.split(':')[0]}:2,S")
                self.write(f"md/tmp/{fresh}", plain(fresh))
                (self.at / "md" / "tmp" / str(fresh)).rename(self.at / "md" / "new" / f"{fresh}.host")
                fresh += 1
                time.sleep(0.0005)

        reader = threading.Thread(target=read_mail)
        reader.start()
        try:
            lines = self.scan("md").splitlines()
        finally:
            stop.set()
            reader.join()
        counted = collections.Counter(json.loads(line)["message_id"] for line in lines)
        missing = [number for number in range(1500) if counted[f"{number}@b.example"] != 1]
        assert not missing and max(counted.values()) == 1 and self.status == 0, (missing[:5], counted.most_common(3), self.err)

    def test_summary(self):
        self.mailbox()
        found = json.loads(self.scan("--summary", "--format=json", "mh"))
        assert self.status == 1 and (found["certfirst_scan"], found["mails"], found["severities"]["danger"]) == (1, 4, 2), found
        assert [(one["domain"], one["mails"], one["danger"], one["good"]) for one in found["domains"]] == \
            [("bank.example", 3, 2, 1), ("b.example", 1, 0, 0)], found["domains"]
        lines = {one["line"]: one for one in found["new_authorities"]}
        assert len(lines) == 2 and sum(one["trusted"] for one in lines.values()) == 1, lines
        assert any(line.startswith("- ") for line in lines), "a name that anybody can write has no fingerprint"
        text = self.scan("--summary", "mh")
        assert "4 mails; could not be read: 0" in text and "bank.example" in text, text

    def test_new_authorities(self):
        """What the administrator looked at is not told again."""
        self.mailbox()
        all_of_them = json.loads(self.scan("--summary", "--format=json", "mh"))["new_authorities"]
        known = next(one["line"] for one in all_of_them if one["trusted"])
        self.write("known", f"# looked at on 1 June\n\n{known}\n".encode())
        left = json.loads(self.scan("--summary", "--format=json", "--known-authorities=known", "mh"))["new_authorities"]
        assert [one["line"] for one in left] == [one["line"] for one in all_of_them if one["line"] != known], left
        text = self.scan("--summary", "--known-authorities=known", "mh")
        assert left[0]["line"] in text and f"    {known}\n" not in text, text
        self.scan("--summary", "--known-authorities=missing", "mh")
        assert self.status == 2, self.err

    def test_lines_are_summed_up_later(self):
        """As of several hosts: the same counts as of one run; a line that is none is said."""
        self.mailbox()
        whole = json.loads(self.scan("--summary", "--format=json", "-o", "all.jsonl", "mh"))
        self.scan("-o", "a.jsonl", "mh/1", "mh/2")
        self.scan("-o", "b.jsonl", "mh/3", "mh/4")
        parts = json.loads(self.scan("--summary", "--format=json", "--reports", "a.jsonl", "b.jsonl"))
        for key in ("mails", "severities", "verdicts", "reasons", "domains", "issuers", "new_authorities", "worst"):
            assert parts[key] == whole[key], (key, parts[key], whole[key])
        self.write("c.jsonl", (self.at / "a.jsonl").read_bytes() + b"rubbish\n" + (self.at / "b.jsonl").read_bytes())
        found = json.loads(self.scan("--summary", "--format=json", "--reports", "c.jsonl"))
        assert (found["mails"], found["unreadable"], self.status) == (4, 1, 2) and "c.jsonl: line 3 is no report" in self.err
        piped = json.loads(self.scan("--summary", "--format=json", "--reports", "-", given=(self.at / "all.jsonl").read_bytes()))
        assert piped["verdicts"] == whole["verdicts"]

    def test_page(self):
        """One page without scripts, in both languages; hostile names stay text."""
        self.mailbox()
        self.write("mh/5", plain(5, '"x" <a@b.example>').replace(b"b.example>\nTo", b"<script>.example>\nTo"))
        self.write("mh/<img src=x>.eml", plain(2, "info@bank.example"))
        for language, words in (("", "Summary of a scan"), ("ja", "集計結果")):
            page = self.scan("--summary", "--format=html", "mh", LANGUAGE=language)
            assert words in page and "<svg" in page and "default-src 'none'" in page, page[:500]
            assert "<script" not in page and "<img" not in page and "href" not in page and "http-equiv" in page
            opened = []
            parser = html.parser.HTMLParser()
            parser.handle_starttag = lambda tag, attributes: opened.append(tag)
            parser.handle_endtag = lambda tag: opened.append("/" + tag)
            parser.feed(page)
            for tag in ("table", "tr", "td", "th", "section", "svg"):
                assert opened.count(tag) == opened.count("/" + tag) > 0, tag
            assert f'<html lang="{language or "en"}">' in page

    def test_jq_reads_it(self):
        self.mailbox()
        self.scan("-o", "out.jsonl", "mh")
        done = subprocess.run(["jq", "-r", 'select(.severity == "danger") | .source'], stdin=open(self.at / "out.jsonl", "rb"),
                              capture_output=True, text=True, timeout=60, check=True)
        assert sorted(done.stdout.split()) == ["mh/2", "mh/4"], done.stdout

    def test_redacted(self):
        self.mailbox()
        out = self.scan("--redact", "mh")
        assert len(out.splitlines()) == 4 and "secret" not in out and "alice@" not in out and "mh/1" not in out, out
        self.scan("--redact", "--resume", "-o", "out.jsonl", "mh")
        assert self.status == 2 and "--redact" in self.err, self.err

    def test_wrong_usage_is_2(self):
        self.write("mh/1", plain(1))
        for args in ([], ["--null", "mh"], ["--resume", "mh"], ["--format=html", "mh"], ["--reports", "mh"], ["--jobs=0", "mh"],
                     ["--summary", "--format=pdf", "mh"], ["--known-authorities=x", "mh"], ["--worst=-1", "mh"], ["--at=now", "mh"],
                     ["--account=nobody", "mh"], ["--nonsense", "mh"], ["--policy=missing.policy", "mh"], ["-o", "no/such/x", "mh"]):
            self.scan(*args)
            assert self.status == 2 and self.out == "" and self.err.startswith("certfirst: scan: "), (args, self.status, self.err)

    def test_a_full_disk_is_said(self):
        self.mailbox()
        with open("/dev/full", "wb") as full:
            done = subprocess.run(self.command("mh"), stdout=full, stderr=subprocess.PIPE, cwd=self.at, env=ENVIRONMENT, timeout=60,
                                  check=False)
        assert done.returncode == 2 and b"cannot be written" in done.stderr, done

    def test_it_teaches_nothing(self):
        self.mailbox()
        self.scan("mh")
        assert not list(self.at.rglob("ledger.db*")), list(self.at.rglob("*"))

    def test_progress_only_on_a_terminal(self):
        self.write("box", box(*(plain(number) for number in range(2 * MANY))))
        self.scan("mh" if (self.at / "mh").exists() else "bank.policy")
        assert "\r" not in self.err, self.err
        ours, theirs = os.openpty()
        with subprocess.Popen(self.command("--jobs=1", "box"), cwd=self.at, env=ENVIRONMENT, stdout=subprocess.DEVNULL,
                              stderr=theirs) as process:
            os.close(theirs)
            said = b""
            while piece := self.read_piece(ours):
                said += piece
        os.close(ours)
        assert process.returncode == 0 and b"a second" in said and said.rstrip().endswith(b"\x1b[K"), said[-200:]
        print(f"# {said.split(chr(13).encode())[-2].decode().strip()}")

    @staticmethod
    def read_piece(terminal):
        try:
            return os.read(terminal, 4096)
        except OSError:
            return b""

    def test_memory_is_flat(self):
        """Ten times the mails in the same memory, one of many files and one mbox."""
        peaks = {}
        for name, many in (("few", MANY // 10), ("many", MANY)):
            with open(self.at / name, "wb") as out:
                for number in range(many):
                    out.write(POSTMARK + plain(number, f"s{number}@d{number % 5000}.example") + b"\n")
            peaks[name], seconds = self.measure(name, many)
        print(f"# {MANY} mails: {MANY / seconds:.0f} a second, peak {peaks['many']} KB (of a tenth of them: {peaks['few']} KB)")
        assert SANITIZED or peaks["many"] < peaks["few"] + 6144, peaks

    def measure(self, name, many):
        """The program's own peak in KB, looked at while it works (engines have their tests); seconds."""
        began, peak = time.monotonic(), 0
        with subprocess.Popen(self.command("-o", f"{name}.jsonl", name), cwd=self.at, env=ENVIRONMENT) as process:
            while process.poll() is None:
                lines = pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines()
                peak = max([peak, *(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))])
                time.sleep(0.02)
        seconds = time.monotonic() - began
        with open(self.at / f"{name}.jsonl", "rb") as out:
            assert sum(1 for _ in out) == many and process.returncode == 0
        return peak, seconds


def main():
    names = [name for name in dir(Cases) if name.startswith("test_")]
    failed = 0
    print(f"1..{len(names)}")
    for number, name in enumerate(names, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                getattr(Cases(folder), name)()
                print(f"ok {number} {name}", flush=True)
            except (AssertionError, KeyError, IndexError, ValueError, OSError, StopIteration, subprocess.SubprocessError) as problem:
                failed += 1
                notes = "\n".join("# " + line for line in str(problem).splitlines())
                print(f"not ok {number} {name}\n# {type(problem).__name__}\n{notes}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
