#!/usr/bin/python3
"""The command line as REPORT.md promises it: results, diagnostics, exit statuses.

Usage: cli.py PROGRAM
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else "certfirst"
STOPPING = str(pathlib.Path(__file__).resolve().with_name("stop-engine.py"))
ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="")
PLAIN = b"From: Alice <alice@b.example>\r\nSubject: hello\r\nMessage-ID: <secret@b.example>\r\n\r\nhello\r\n"
POLICY = "[sender bank.example]\ncertificate=required\ndisplay-names=Example Bank\n"
REPORT_KEYS = """certfirst source message_id subject sha256 canonical_sha256 check_number size checked_at judged_at
judged_at_source verdict severity headline detail lang sender smime attached_signatures domain policy history reasons
open_questions timing""".split()


class Run:
    def __init__(self, *args, stdin=b"", **env):
        done = subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, timeout=60,
                              env={**ENVIRONMENT, **env})
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")

    def reports(self):
        return [json.loads(line) for line in self.out.splitlines()]


class Cases:
    """Each method is a test; `self.at` is a folder of its own with a few files."""

    def __init__(self, folder):
        self.at = pathlib.Path(folder)
        for name, data in {
            "plain.eml": PLAIN,
            "forged.eml": PLAIN.replace(b"b.example", b"bank.example"),
            "empty.eml": b"",
            "picture.eml": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(32)) * 8,
            "-dash.eml": PLAIN,
            "encrypted.eml": b"From: a@b.example\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n"
                             b"Content-Transfer-Encoding: base64\r\n\r\n"
                             b"MIAGCSqGSIb3DQEHA6CAMIACAQAxADCABgkqhkiG9w0BBwEwFAYIKoZIhvcNAwcECAAAAAAAAAAAAAAAAAAA\r\n",
        }.items():
            (self.at / name).write_bytes(data)
        (self.at / "bank.policy").write_text(POLICY)
        (self.at / "none.policy").write_text("")
        (self.at / "broken.policy").write_text("[sender bank.example]\ncertificate=requird\n")

    def file(self, name):
        return str(self.at / name)

    def check(self, *args, policy="none.policy", **more):
        return Run("check", f"--policy={self.file(policy)}", *args, **more)

    def test_version_and_help(self):
        assert Run("--version").out.startswith("certfirst ")
        assert "check" in Run("--help").out
        assert "--trust-anchors" in Run("check", "--help").out
        assert "certfirst check [" in Run("check", "--help").out

    def test_wrong_usage_is_2(self):
        for args in ([], ["nonsense"], ["scan", "x"], ["check"], ["check", "--nonsense", "x"],
                     ["check", "--format=xml", "x"], ["check", "--at=yesterday", "x"],
                     ["check", "--revocation=maybe", "x"], ["check", "--match=green", "x"],
                     ["check", "--crl=x", "x"], ["check", "--lookups=x.jsonl", "x"], ["check", "--account=me", "x"]):
            run = Run(*args)
            assert run.status == 2, (args, run.status)
            assert run.err.startswith("certfirst: "), run.err
            assert run.out == "", run.out

    def test_unreadable_files_are_2_and_named(self):
        (self.at / "folder").mkdir()
        for name, word in (("missing.eml", "opened"), ("folder", "folder"), ("empty.eml", "empty"), ("picture.eml", "binary")):
            run = self.check(self.file(name))
            assert run.status == 2, (name, run.status)
            assert name in run.err and word in run.err, run.err
            assert run.out == ""

    def test_a_bad_file_stops_no_other(self):
        run = self.check("--format=json", self.file("missing.eml"), self.file("plain.eml"), self.file("empty.eml"),
                         self.file("plain.eml"))
        assert run.status == 2
        assert len(run.reports()) == 2
        assert run.err.count("certfirst: ") == 2

    def test_nothing_warned_is_0(self):
        run = self.check(self.file("plain.eml"))
        assert run.status == 0, run.err
        assert "Not signed" in run.out

    def test_a_warning_is_1(self):
        run = self.check(self.file("forged.eml"), policy="bank.policy")
        assert run.status == 1
        assert "CF501" in run.out and "Example Bank" in run.out

    def test_undetermined_is_3(self):
        run = self.check("--format=json", self.file("encrypted.eml"))
        assert run.reports()[0]["verdict"] == "undetermined"
        assert run.status == 3

    def test_the_highest_status_counts(self):
        plain, forged, encrypted = map(self.file, ("plain.eml", "forged.eml", "encrypted.eml"))
        assert self.check(plain, encrypted, policy="bank.policy").status == 3
        assert self.check(encrypted, forged, plain, policy="bank.policy").status == 1
        assert self.check(forged, encrypted, self.file("missing.eml"), policy="bank.policy").status == 2

    def many(self):
        """Files of each kind, some of them none: their names in an order that is not the sizes'."""
        kinds = ["plain.eml", "forged.eml", "missing.eml", "encrypted.eml", "large.eml", "empty.eml", "picture.eml"]
        (self.at / "large.eml").write_bytes(PLAIN + b"a line of a long mail\r\n" * 200000)
        return [self.file(kinds[number * 5 % len(kinds)]) for number in range(40)]

    def test_jobs_change_nothing(self):
        files = self.many()

        def look(*jobs):
            text = self.check(*jobs, *files, policy="bank.policy")
            lines = self.check("--format=json", "--at=2026-03-01T09:00:00Z", *jobs, *files, policy="bank.policy")
            reports = [{key: value for key, value in report.items() if key != "timing"} for report in lines.reports()]
            return {"text": text.out, "errors": text.err, "status": text.status, "reports": reports, "same errors": lines.err}

        first = look("--jobs=1")
        assert first["status"] == 2 and len(first["reports"]) > 20 and first["errors"].count("certfirst: ") > 10, first["errors"]
        for jobs in (["--jobs=9"], ["-j", "3"], []):
            got = look(*jobs)
            assert got == first, (jobs, [key for key in first if got[key] != first[key]])
        for jobs in ("--jobs=0", "--jobs=257", "--jobs=many"):
            assert self.check(jobs, self.file("plain.eml")).status == 2

    def test_one_that_hangs_and_dies_keeps_no_other_waiting(self):
        if len(os.sched_getaffinity(0)) == 1:
            return  # Then there is one process at a time.
        others = [self.file("plain.eml"), self.file("encrypted.eml")] * 20
        run = self.check("--format=json", "--jobs=2", self.file("-dash.eml"), *others, CERTFIRST_PROGRAM=STOPPING,
                         CERTFIRST_REAL=PROGRAM, CERTFIRST_OTHERS=str(len(others)))
        first, *rest = run.reports()
        assert first["source"].endswith("-dash.eml") and first["reasons"][0]["code"] == "CF904", first
        assert [report["source"] for report in rest] == others, run.err
        assert {report["verdict"] for report in rest[::2]} == {"unsigned"}, run.out

    def test_the_engine_is_forked_before_a_message_is_read(self):
        """The program is opened once, and what the engine starts from has nothing of a message."""
        trace = self.at / "trace"
        for command in (["check"], ["policy", "dry-run"]):
            message = self.at / f"read-{command[0]}.eml"
            message.write_bytes(PLAIN)
            run = subprocess.run(["strace", "-f", "-qq", "-e", "trace=execve,clone,clone3,fork,vfork,open,openat", "-o", trace, PROGRAM,
                                  *command, f"--policy={self.file('none.policy')}", "--lookups=offline", message],
                                 env={**ENVIRONMENT, "CERTFIRST_PROGRAM": PROGRAM, "ASAN_OPTIONS": "detect_leaks=0"},
                                 capture_output=True, timeout=120, check=False)
            lines = trace.read_text().splitlines()
            first = lines[0].split()[0]
            started = [number for number, line in enumerate(lines) if line.startswith(first) and re.search(r" (v?fork|clone3?)\(", line)]
            read = [number for number, line in enumerate(lines) if message.name in line and "execve" not in line]
            assert run.returncode == 0 and started and read and started[0] < read[0], (command, run.stderr, started, read)
            assert sum("execve(" in line for line in lines) == 1, [line for line in lines if "execve" in line]

    def test_what_is_learned_of_one_counts_for_the_next(self):
        """With a record of earlier mail files go one after the other, whatever is asked for."""
        files = []
        for number in range(8):
            files.append(self.file(f"{number}.eml"))
            pathlib.Path(files[-1]).write_bytes(PLAIN.replace(b"secret", b"m%d" % number))
        run = self.check("--format=json", "--jobs=8", "--lookups=offline", f"--history={self.file('seen.db')}", files[0], *files)
        assert [report["judged_at_source"] for report in run.reports()] == ["ledger"] * 9, run.err
        lines = Run("history", "show", f"--history={self.file('seen.db')}", "alice@b.example")
        assert lines.status == 0, lines.err

    def test_standard_input_among_files(self):
        run = self.check("--format=json", "--jobs=4", self.file("plain.eml"), "-", self.file("forged.eml"), stdin=PLAIN)
        assert [pathlib.Path(report["source"]).name for report in run.reports()] == ["plain.eml", "-", "forged.eml"], run.out

    def test_standard_input(self):
        run = self.check("--format=json", "-", stdin=PLAIN)
        assert run.status == 0
        assert run.reports()[0]["sender"]["address"] == "alice@b.example"

    def test_names_beginning_with_a_dash(self):
        run = Run("check", f"--policy={self.file('none.policy')}", "--format=json", "--", "./-dash.eml", self.file("-dash.eml"))
        assert len(run.reports()) == 1 and run.status == 2
        done = subprocess.run([PROGRAM, "check", "--format=json", "--", "-dash.eml"], cwd=self.at, capture_output=True,
                              env=ENVIRONMENT, timeout=60)
        assert json.loads(done.stdout)["verdict"] == "unsigned", done.stderr

    def test_json_has_every_key(self):
        report = self.check("--format=json", self.file("plain.eml")).reports()[0]
        missing = [key for key in REPORT_KEYS if key not in report]
        assert not missing, missing
        assert report["certfirst"] == 1 and len(report["check_number"]) == 4
        assert report["source"].endswith("plain.eml")

    def test_times(self):
        at, received = "2026-03-01T09:00:00Z", "2026-02-01T09:00:00Z"
        report = self.check("--format=json", f"--at={at}", self.file("plain.eml")).reports()[0]
        assert (report["judged_at"], report["judged_at_source"]) == (at, "option")
        report = self.check("--format=json", f"--at={at}", f"--received={received}", self.file("plain.eml")).reports()[0]
        assert (report["checked_at"], report["judged_at"]) == (at, received)
        assert report["judged_at_source"] == "received"
        report = self.check("--format=json", self.file("plain.eml")).reports()[0]
        assert report["judged_at_source"] == "now"

    def test_the_same_inputs_give_the_same_report(self):
        reports = []
        for _ in range(2):
            report = self.check("--format=json", "--at=2026-03-01T09:00:00Z", self.file("plain.eml")).reports()[0]
            report.pop("timing")
            reports.append(report)
        assert reports[0] == reports[1]

    def test_match(self):
        plain, forged = self.file("plain.eml"), self.file("forged.eml")
        for wanted, files, status in (("danger,caution", [forged], 0), ("danger", [plain], 1), ("neutral", [plain], 0),
                                      ("danger,caution", [plain, forged], 1), ("neutral,danger", [plain, forged], 0),
                                      ("danger", [self.file("missing.eml")], 2)):
            run = self.check(f"--match={wanted}", *files, policy="bank.policy")
            assert run.status == status, (wanted, files, run.status)
            assert run.out == ""

    def test_languages(self):
        forged = self.file("forged.eml")
        assert "危険" in self.check("--lang=ja", forged, policy="bank.policy").out
        assert "Danger" in self.check("--lang=en", forged, policy="bank.policy").out
        assert "危険" in self.check(forged, policy="bank.policy", LANGUAGE="ja").out
        report = self.check("--lang=ja", "--format=json", forged, policy="bank.policy").reports()[0]
        assert report["lang"] == "ja" and "電子証明書" in report["headline"]

    def test_html_is_one_page_without_scripts(self):
        page = self.check("--format=html", self.file("forged.eml"), policy="bank.policy").out
        assert page.lstrip().lower().startswith("<!doctype html>")
        assert "<script" not in page.lower() and "http://" not in page and "https://" not in page
        assert "CF501" in page and "<details" not in page

    def test_html_folds_the_trace_away(self):
        page = self.check("--format=html", "--trace", "--redact", self.file("forged.eml"), policy="bank.policy").out
        folded = page[page.index("<details>"):]
        assert "CF501 policy-requires" in folded and "<script" not in page and "alice@" not in page

    def test_no_escape_sequences_pass(self):
        evil = PLAIN.replace(b"hello\r\nMessage", b"=?utf-8?q?=1B[31mred?=\r\nMessage").replace(b"Alice", b"\x1b]0;x\x07")
        (self.at / "evil.eml").write_bytes(evil)
        for form in ("text", "json", "html"):
            assert "\x1b" not in self.check(f"--format={form}", self.file("evil.eml")).out

    def test_a_broken_policy_warns_and_loosens_nothing(self):
        run = Run("check", "--format=json", f"--policy={self.file('bank.policy')}", f"--policy={self.file('broken.policy')}",
                  self.file("forged.eml"))
        codes = [reason["code"] for reason in run.reports()[0]["reasons"]]
        assert codes[0] == "CF501" and "CF905" in codes, codes
        run = Run("check", "--format=json", f"--policy={self.file('broken.policy')}", self.file("plain.eml"))
        assert run.reports()[0]["reasons"][0]["code"] == "CF905" and run.status == 1

    def test_a_missing_policy_or_root_file_is_2(self):
        for option in ("--policy", "--trust-anchors", "--extra-certs"):
            run = Run("check", f"{option}={self.file('nowhere')}", self.file("plain.eml"))
            assert run.status == 2, (option, run.status)
            assert "nowhere" in run.err, run.err

    def test_too_large_is_said(self):
        big = self.at / "big.eml"
        with big.open("wb") as file:
            file.write(PLAIN)
            file.truncate(64 * 1024 * 1024 + 100)
        run = self.check("--format=json", str(big))
        assert run.reports()[0]["reasons"][0]["code"] == "CF901"
        assert run.status == 3

    def test_redact(self):
        text = self.check("--format=json", "--redact", self.file("plain.eml")).out
        assert "alice" not in text and "hello" not in text and "secret" not in text

    def test_trace(self):
        report = self.check("--format=json", "--trace", self.file("forged.eml"), policy="bank.policy").reports()[0]
        assert any("CF501" in line and "fired" in line for line in report["trace"])
        english = self.check("--trace", self.file("forged.eml"), policy="bank.policy").out
        assert "Rules that fired:\n  CF501 policy-requires danger\n" in english
        assert "CF606 from-duplicate danger: there are several sender lines\n" in english
        japanese = self.check("--trace", self.file("forged.eml"), policy="bank.policy", LANGUAGE="ja").out
        assert "適用された規則:\n  CF501 policy-requires danger\n" in japanese
        assert "CF606 from-duplicate danger: 差出人の行が複数ある\n" in japanese
        assert "CF606" not in self.check(self.file("forged.eml"), policy="bank.policy").out


def main():
    names = [name for name in dir(Cases) if name.startswith("test_")]
    failed = 0
    print(f"1..{len(names)}")
    for number, name in enumerate(names, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                getattr(Cases(folder), name)()
                print(f"ok {number} {name}", flush=True)
            except (AssertionError, KeyError, IndexError, ValueError, subprocess.TimeoutExpired) as problem:
                failed += 1
                print(f"not ok {number} {name}\n# {problem!r}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
