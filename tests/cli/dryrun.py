#!/usr/bin/python3
"""certfirst policy dry-run and observed: every kind of mailbox, bad messages, counts, memory.

Usage: dryrun.py PROGRAM [--sanitized]

--sanitized: memory is not compared: the sanitizer keeps what is freed.

CERTFIRST_DRYRUN=100000 in the environment makes the large mailbox that large.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "make"))

import answers
import kit
import pki
import seal

ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="")
AT = "--at=2026-06-20T09:00:00Z"
SANITIZED = "--sanitized" in sys.argv
MANY = int(os.environ.get("CERTFIRST_DRYRUN", "2000"))
POLICY = """\
[sender info@bank.example]
certificate=required
display-names=Example Bank
[sender trial.example]
certificate=required
mode=observe
"""
POSTMARK = b"From x Mon Jun 15 09:00:00 2026\n"


def plain(number, sender="Alice <alice@b.example>"):
    return f"From: {sender}\nTo: b@c.example\nSubject: secret {number}\nMessage-ID: <{number}@b.example>\n\nhidden words\n".encode()


def signed(who=kit.bank, sender=kit.BANK):
    return kit.letter(kit.detached(kit.hello(), who()), sender=sender)


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

    def run(self, *args, command="dry-run", **env):
        done = subprocess.run([PROGRAM, "policy", command, *args], capture_output=True, timeout=600, cwd=self.at,
                              env={**ENVIRONMENT, "XDG_CONFIG_HOME": str(self.at), "XDG_DATA_HOME": str(self.at), **env})
        self.status, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()
        return self.out

    def dry_run(self, *args, **env):
        return self.run("--policy=bank.policy", "--trust-anchors=anchors.pem", AT, *args, **env)

    def count(self, *args):
        return json.loads(self.dry_run("--format=json", *args))

    def golden(self, name, got):
        path = HERE / "golden" / name
        if os.environ.get("CERTFIRST_WRITE_GOLDEN"):
            path.write_text(got, encoding="utf-8")
        assert got == path.read_text(encoding="utf-8"), f"{name} differs:\n{got}"

    def mailbox(self):
        """Some of each kind; names and bytes are always the same."""
        mails = {
            "1": plain(1),
            "2": plain(2, "Example Bank <info@bank.example>"),
            "3": plain(3, "Example Bank <fraud@evil.example>"),
            "4": signed(),
            "5": signed(kit.alice, kit.ALICE),
            "6": signed(kit.self_made, kit.BANK),
            "7": plain(7, "Trial <a@trial.example>"),
            "8": plain(8, '"Bob (bob@other.example)" <bob@c.example>'),
            "9": b"",
            "10": b"\x89PNG\r\n\x1a\n\x00\x01",
        }
        for name, data in mails.items():
            self.write(f"mh/{name}", data)

    def test_each_kind_of_mailbox(self):
        mails = [plain(number) for number in range(5)]
        for number, mail in enumerate(mails):
            self.write(f"md/{'new' if number % 2 else 'cur'}/{number}.host:2,S", mail)
            self.write(f"mh/{number + 1}", mail)
            self.write(f"files/{number}.eml", mail.replace(b"\n", b"\r\n"))
        (self.at / "md" / "tmp").mkdir()
        self.write("box", b"".join(POSTMARK + mail + b"\n" for mail in mails))
        self.write("mail/box", (self.at / "box").read_bytes())
        for path in ("md", "mh", "files", "box", "mail"):
            found = self.count(path)
            assert (found["mails"], found["severities"]["neutral"], self.status) == (5, 5, 0), (path, found, self.err)
        assert self.count("md", "mh", "files/1.eml")["mails"] == 11

    def test_golden(self):
        self.mailbox()
        found = self.count("mh")
        assert self.status == 1 and found["unreadable"] == 2, (self.status, self.err)
        self.golden("dry-run.json", json.dumps(found, indent=1, ensure_ascii=False) + "\n")
        self.golden("dry-run.txt", self.dry_run("mh"))

    def test_order_and_jobs_change_nothing(self):
        self.mailbox()
        first = self.dry_run("--format=json", "--jobs=1", "mh")
        assert first == self.dry_run("--format=json", "--jobs=9", "mh")
        files = [f"mh/{number}" for number in range(8, 0, -1)]
        assert json.loads(first)["worst"] == self.count(*files)["worst"]

    def test_neighbours_change_nothing(self):
        """One process reads many of them, in another order each time: each counts as it does alone."""
        self.mailbox()
        alone = [self.count(f"mh/{number}") for number in range(1, 9)]
        order = [number * 3 % 8 for number in range(8)] + [number * 5 % 8 for number in range(8)]
        for jobs in ("--jobs=1", "--jobs=8"):
            found = self.count(jobs, *[f"mh/{number + 1}" for number in order * 10])
            for what in ("severities", "verdicts"):
                wanted = {key: 20 * sum(one[what][key] for one in alone) for key in found[what]}
                assert found[what] == wanted, (found[what], wanted)

    def test_a_trial_keeps_no_record_and_asks_nobody(self):
        """Where a process may read several messages, what it says of them must teach nobody."""
        for args in ([], ["--history=seen.db", "--lookups=offline"], ["--history=none"], ["--history=none", "--lookups=live"],
                     ["--lookups=offline"]):
            done = subprocess.run([PROGRAM, "engine", "--bulk", *args], stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                                  cwd=self.at, env={**ENVIRONMENT, "XDG_DATA_HOME": str(self.at)})
            assert done.returncode == 2 and b"--bulk goes only with" in done.stderr, (args, done)
        assert not list(self.at.rglob("*.db*"))
        for args in (["--offline"], ["--lookups=offline"]):
            done = subprocess.run([PROGRAM, "engine", "--bulk", "--history=none", *args], stdin=subprocess.DEVNULL, timeout=60,
                                  capture_output=True, env=ENVIRONMENT)
            assert done.returncode == 0, done

    def test_in_japanese(self):
        self.mailbox()
        out = self.dry_run("mh", LANGUAGE="ja")
        assert "危険" in out and "特に問題のあるメール" in out, out

    def test_no_content(self):
        self.mailbox()
        for out in (self.dry_run("mh"), self.dry_run("mh", "--format=json")):
            for secret in ("secret", "hidden", "fraud@", "Alice", "bob@", "c.example>"):
                assert secret not in out, secret

    def test_bad_messages_stop_nothing(self):
        for number in range(40):
            self.write(f"mh/{number + 1}", (b"", b"\x00" * 100, b"\xff" * 1000, b"From:\n" * 3000, plain(number))[number % 5])
        (self.at / "mh" / "99").symlink_to("nowhere")
        found = self.count("mh")
        # What is empty or binary is said; all that may be a mail gets an answer.
        assert found["mails"] + found["unreadable"] == 40 and found["unreadable"] <= 24, found
        assert found["severities"]["neutral"] >= 8 and self.status in (0, 1), self.err
        assert len([line for line in self.err.splitlines() if line.startswith("certfirst: mh/")]) == found["unreadable"]

    def test_a_path_that_is_not_there(self):
        self.write("mh/1", plain(1))
        found = self.count("missing", "mh")
        assert self.status == 2 and found["mails"] == 1 and "missing: cannot be opened" in self.err, self.err

    def test_statuses(self):
        self.write("good.eml", signed())
        self.write("plain.eml", plain(1))
        self.write("forged.eml", plain(2, "info@bank.example"))
        self.write("encrypted.eml", b"From: a@b.example\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n"
                                    b"Content-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3DQEHA6CAMIACAQAxADCABgkqhkiG9w0BBwEwFAYIKoZIhvcN"
                                    b"AwcECAAAAAAAAAAAAAAAAAAA\r\n")
        for files, wanted in ((["plain.eml"], 0), (["forged.eml", "plain.eml"], 1), (["encrypted.eml"], 3),
                              (["forged.eml", "encrypted.eml"], 1), (["missing", "forged.eml"], 2)):
            self.dry_run(*files)
            assert self.status == wanted, (files, self.status, self.err)

    def test_wrong_usage_is_2(self):
        for args in ([], ["--format=html", "x"], ["--jobs=0", "x"], ["--jobs=257", "x"], ["--worst=-1", "x"], ["--at=now", "x"],
                     ["--nonsense", "x"], ["--policy=missing.policy", "mh"], ["--lookups=missing.jsonl", "mh"]):
            self.write("mh/1", plain(1))
            self.run(*args)
            assert self.status == 2 and self.out == "" and self.err.startswith("certfirst: policy dry-run: "), (args, self.err)
        assert "certfirst policy dry-run [" in self.run("--help")
        self.run("x", command="observed")
        assert self.status == 2 and self.err.startswith("certfirst: policy observed: ")

    def test_answers_count(self):
        """Recorded answers prove the domain: what is only usual is no warning then."""
        self.write("usual.policy", b"[sender shop.example]\ncertificate=usual\n")
        mail = kit.letter(kit.hello(), sender="Shop <info@shop.example>")
        self.write("mh/1", seal.seal(mail, "shop.example"))
        self.write("mh/2", mail)
        self.write("answers.jsonl", answers.lines(answers.txt("s1._domainkey.shop.example", seal.record("shop.example")),
                                                  answers.txt("_dmarc.shop.example", "v=DMARC1; p=none")))
        options = ("--format=json", "--policy=usual.policy", AT, "mh")
        found = json.loads(self.run("--lookups=answers.jsonl", *options))
        assert (found["severities"]["caution"], found["severities"]["neutral"]) == (1, 1), found
        assert found["worst"][0]["file"] == "mh/2", found["worst"]
        assert found["lookups"] == "answers.jsonl" and found["undecided"] == 0, found
        # Without answers it is said how many mails that concerns; one has no seal that anybody could check.
        found = json.loads(self.run(*options))
        assert found["lookups"] == "offline" and found["undecided"] == 1, found

    def test_it_teaches_nothing(self):
        self.mailbox()
        self.dry_run("mh")
        assert not list(self.at.rglob("ledger.db*")), list(self.at.rglob("*"))

    def test_observed(self):
        for number in range(3):
            self.write(f"{number}.eml", plain(number, "a@trial.example"))
            subprocess.run([PROGRAM, "check", "--policy=bank.policy", "--history=seen.db", f"--received=2026-06-1{number}T09:00:00Z",
                            "--lookups=offline", f"{number}.eml"], cwd=self.at, env=ENVIRONMENT, capture_output=True, timeout=60)
        rows = json.loads(self.run("--history=seen.db", "--format=json", command="observed"))["observed"]
        assert [(row["day"], row["severity"], row["mails"]) for row in rows] == \
            [(f"2026-06-1{number}", "danger", 1) for number in range(3)], rows
        assert all(row["rule"] == "bank.policy:5 [sender trial.example]" for row in rows), rows
        out = self.run("--history=seen.db", command="observed")
        assert "3       0  2026-06-10  2026-06-12  bank.policy:5 [sender trial.example]" in out, out
        assert "試行中" in self.run("--history=seen.db", command="observed", LANGUAGE="ja")
        self.run("--history=missing.db", command="observed")
        assert self.status == 2 and not (self.at / "missing.db").exists()
        subprocess.run([PROGRAM, "check", "--policy=bank.policy", "--history=empty.db", "--lookups=offline", "bank.policy"],
                       cwd=self.at, env=ENVIRONMENT, capture_output=True, timeout=60)
        assert "No rule" in self.run("--history=empty.db", command="observed") and self.status == 0, self.err

    def test_memory_is_flat(self):
        """Ten times the mails in the same memory."""
        peaks = {}
        for name, many in (("few", MANY // 10), ("many", MANY)):
            with open(self.at / name, "wb") as box:
                for number in range(many):
                    box.write(POSTMARK + plain(number, f"s{number}@d{number % 5000}.example") + b"\n")
            peaks[name], seconds = self.measure(name, many)
        print(f"# {MANY} mails: {MANY / seconds:.0f} a second, peak {peaks['many']} KB (of a tenth of them: {peaks['few']} KB)")
        assert SANITIZED or peaks["many"] < peaks["few"] + 4096, peaks

    def measure(self, name, many):
        """The program's own peak in KB, looked at while it works (engines have their tests); seconds."""
        began, peak = time.monotonic(), 0
        with open(self.at / "out", "wb") as out, subprocess.Popen(
                [PROGRAM, "policy", "dry-run", "--policy=bank.policy", "--format=json", name], cwd=self.at, env=ENVIRONMENT,
                stdout=out) as process:
            while process.poll() is None:
                lines = pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines()
                peak = max([peak, *(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))])
                time.sleep(0.02)
        found = json.loads((self.at / "out").read_text())
        assert found["mails"] == many and process.returncode == 0, found
        return peak, time.monotonic() - began

    def test_progress_only_on_a_terminal(self):
        self.mailbox()
        self.dry_run("mh", "--format=json")
        assert "\r" not in self.err, self.err
        ours, theirs = os.openpty()
        with subprocess.Popen([PROGRAM, "policy", "dry-run", "--policy=bank.policy", AT, *["mh"] * 40], cwd=self.at, env=ENVIRONMENT,
                              stdout=subprocess.DEVNULL, stderr=theirs) as process:
            os.close(theirs)
            said = b""
            while True:
                try:
                    piece = os.read(ours, 4096)
                except OSError:
                    break
                if not piece:
                    break
                said += piece
        os.close(ours)
        assert b"a second" in said and said.rstrip().endswith(b"\x1b[K"), said[-200:]


def main():
    names = [name for name in dir(Cases) if name.startswith("test_")]
    failed = 0
    print(f"1..{len(names)}")
    for number, name in enumerate(names, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                getattr(Cases(folder), name)()
                print(f"ok {number} {name}", flush=True)
            except (AssertionError, KeyError, IndexError, ValueError, OSError, subprocess.SubprocessError) as problem:
                failed += 1
                notes = "\n".join("# " + line for line in str(problem).splitlines())
                print(f"not ok {number} {name}\n# {type(problem).__name__}\n{notes}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
