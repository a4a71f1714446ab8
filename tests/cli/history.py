#!/usr/bin/python3
"""certfirst history: show, export, import, forget, prune, in both languages.

Usage: history.py PROGRAM
"""
import json
import os
import pathlib
import sqlite3
import stat
import subprocess
import sys
import tempfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else "certfirst"
ADDRESS = "alice@bank.example"
AT = "--at=2026-04-01T00:00:00Z"


def digest(number):
    return f"{number:064x}"


def lines(n=6, address=ADDRESS, verdict="verified", names="CN=Alice"):
    """An exported history: n signed mails, one a day, and one that counts for nothing."""
    yield {"kind": "certfirst-history", "version": 1}
    for day in range(1, n + 2):
        signed = day <= n
        when = f"2026-03-{day:02}T09:00:00Z"
        yield {"kind": "message", "address": address, "sha256": digest(day), "arrived": when, "checked": when,
               "verdict": verdict if signed else "unsigned", "verified": signed,
               "certificate": digest(99) if signed else None, "revocation_known": signed,
               "counted": "signed" if signed else "shown"}
    yield {"kind": "certificate", "address": address, "sha256": digest(99), "issuer": "Example CA", "names": names,
           "assurance": "organization", "not_before": "2026-01-01T00:00:00Z", "not_after": "2027-03-31T00:00:00Z",
           "first_seen": "2026-03-01T09:00:00Z", "last_seen": f"2026-03-{n:02}T09:00:00Z"}
    for day in range(1, n + 1):
        yield {"kind": "signature", "value": digest(1000 + day), "message": digest(day), "message_id": f"<{day}@b>"}
    yield {"kind": "observed", "rule": "a.policy:1 [default]", "day": "2026-03-01", "severity": "danger", "count": 2}


def write(items):
    return "".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in items)


class Cases:
    """Each method is a test; `self.at` is a folder of its own."""

    def __init__(self, folder):
        self.at = pathlib.Path(folder)
        self.ledger = self.at / "data" / "ledger.db"

    def run(self, *args, stdin="", status=0, language="", history=True):
        env = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE=language, XDG_DATA_HOME=str(self.at / "home"))
        options = [f"--history={self.ledger}"] if history else []
        done = subprocess.run([PROGRAM, "history", *args, *options], input=stdin.encode("utf-8"), capture_output=True,
                              timeout=60, env=env, check=False)
        self.err = done.stderr.decode("utf-8")
        assert done.returncode == status, (args, done.returncode, self.err)
        assert (status == 2) == (self.err.startswith("certfirst: history: ")), self.err
        return done.stdout.decode("utf-8")

    def fill(self, **what):
        self.run("import", "-", stdin=write(lines(**what)))

    def show(self, address=ADDRESS):
        return json.loads(self.run("show", address, "--format=json", AT))

    def test_export_is_what_was_imported(self):
        self.fill()
        text = self.run("export")
        assert text == write(lines()), text
        (self.at / "again.jsonl").write_text(text)
        self.run("import", str(self.at / "again.jsonl"))
        assert self.run("export") == text

    def test_only_the_user_reads_it(self):
        self.fill()
        assert stat.S_IMODE(self.ledger.stat().st_mode) == 0o600
        assert stat.S_IMODE(self.ledger.parent.stat().st_mode) == 0o700

    def test_default_place(self):
        self.run("import", "-", stdin=write(lines()), history=False)
        assert (self.at / "home" / "certfirst" / "ledger.db").exists()

    def test_show_json(self):
        self.fill()
        shown = self.show("Alice@BANK.example")
        assert shown["address"] == ADDRESS and shown["known"] and shown["expected"]
        assert (shown["signed"], shown["signed_days"], shown["not_counted"]) == (6, 6, 1), shown
        assert (shown["last_counted"], shown["last_signed"], shown["unsigned"]) == (6, 6, 0), shown
        assert shown["last_signed_at"] == "2026-03-06T09:00:00Z"
        assert [one["issuer"] for one in shown["certificates"]] == ["Example CA"]

    def test_show_ends_after_18_months(self):
        self.fill()
        late = json.loads(self.run("show", ADDRESS, "--format=json", "--at=2027-09-07T00:00:00Z"))
        assert late["known"] and not late["expected"]

    def test_show_too_few(self):
        self.fill(n=4)
        assert not self.show()["expected"]

    def test_show_text(self):
        self.fill()
        text = self.run("show", ADDRESS, AT)
        for word in (ADDRESS, "Signed mail: 6", "counts for nothing: 1", "Example CA", "CN=Alice", "2027-03-31",
                     "A signature is expected"):
            assert word in text, (word, text)
        assert "No mail of this sender" in self.run("show", "nobody@b.example")
        assert not self.show("nobody@b.example")["known"]

    def test_show_japanese(self):
        self.fill()
        text = self.run("show", ADDRESS, AT, language="ja")
        for word in ("電子署名付きのメール：6通", "電子署名があるはずです", "Example CA"):
            assert word in text, (word, text)

    def test_show_hides_nothing(self):
        self.fill(names="CN=\u202egro.elpmaxe\u0007")
        text = self.run("show", ADDRESS, AT)
        assert "\\u{202E}" in text and "\u202e" not in text and "\u0007" not in text

    def test_errors_name_file_and_line(self):
        bad = write(lines()).splitlines()
        bad[3] = bad[3].replace('"verified":true', '"verified":"yes"')
        (self.at / "bad.jsonl").write_text("\n".join(bad))
        self.run("import", str(self.at / "bad.jsonl"), status=2)
        assert f"{self.at}/bad.jsonl:4: " in self.err and "verified" in self.err, self.err
        assert len(self.run("export").splitlines()) == 1  # all or nothing
        self.run("import", str(self.at / "missing.jsonl"), status=2)
        self.run("import", str(self.at), status=2)
        self.run("import", "-", stdin="", status=2)

    def test_errors_in_japanese(self):
        for text, words in (("", "空です"), ("[]", "JSON オブジェクトではありません"), ('{"kind":"x"}', "書き出された記録ではありません")):
            self.run("import", "-", stdin=text, status=2, language="ja")
            assert words in self.err, (text, self.err)

    def test_forget(self):
        self.fill()
        self.run("forget", "ALICE@bank.example")
        assert not self.show()["known"]
        assert ADDRESS.encode() not in b"".join(path.read_bytes() for path in self.ledger.parent.iterdir())
        assert "nothing was known" not in self.err
        done = subprocess.run([PROGRAM, "history", "forget", ADDRESS, f"--history={self.ledger}"], capture_output=True,
                              text=True, env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE=""), check=False)
        assert done.returncode == 0 and "nothing was known" in done.stderr

    def test_prune(self):
        self.fill()
        self.run("prune", status=2)
        assert "--days" in self.err
        self.run("prune", "--days=30", AT)
        assert self.show()["signed"] == 5  # since 2 March
        self.run("prune", "--days=0", AT)
        assert len(self.run("export").splitlines()) == 1

    def test_no_record(self):
        for args in (["show", ADDRESS], ["export"], ["forget", ADDRESS], ["prune", "--days=1"]):
            self.run(*args, status=2)
            assert not self.ledger.exists()

    def test_wrong_usage(self):
        self.fill()
        for args in ([], ["nonsense"], ["show"], ["import"], ["forget"], ["export", "x"], ["show", "a", "b"],
                     ["show", ADDRESS, "--format=xml"], ["show", ADDRESS, "--at=today"], ["show", ADDRESS, "--nonsense"],
                     ["prune", "--days=many"]):
            assert self.run(*args, status=2) == ""

    def test_damaged(self):
        self.fill()
        self.ledger.write_bytes(b"this is no record at all " * 100)
        done = subprocess.run([PROGRAM, "history", "export", f"--history={self.ledger}"], capture_output=True, text=True,
                              check=False)
        assert done.returncode == 0 and "damaged-" in done.stderr, done.stderr
        assert len(list(self.ledger.parent.glob("ledger.db.damaged-*"))) == 1

    def test_other_program(self):
        self.ledger.parent.mkdir()
        with sqlite3.connect(self.ledger) as other:
            other.execute("CREATE TABLE bookmarks (x)")
        other.close()
        before = self.ledger.read_bytes()
        self.run("export", status=2)
        assert "another program" in self.err and self.ledger.read_bytes() == before

    def test_help(self):
        done = subprocess.run([PROGRAM, "history", "--help"], capture_output=True, text=True, check=True,
                              env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE=""))
        for word in ("forget ADDRESS", "--history", "--days"):
            assert word in done.stdout, done.stdout

    def test_full_disk(self):
        self.fill(n=25)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "history", "export", f"--history={self.ledger}"], stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        assert done.returncode == 2, done


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
                print(f"not ok {number} {name}\n# {problem!r}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
