#!/usr/bin/python3
"""certfirst doctor: each section when all is well and when it is broken; statuses, languages, JSON keys.

Usage: doctor.py PROGRAM
"""
import functools
import http.server
import json
import os
import pathlib
import pty
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import unicodedata

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "lookup"))
from nameserver import NameServer
from zone import Zone, Zones

AT = "--at=2026-12-01T09:00:00Z"
NOBODY = 65534
MAIL = b"From: Alice <alice@b.example>\r\nSubject: hello\r\nMessage-ID: <1@b.example>\r\n\r\nhello\r\n"
DIRECTORY = """\
[sender a.example]
certificate=usual
until=2027-11-22
[sender *.a.example]
certificate=usual
until=2027-01-15
[sender b.example]
certificate=expected
"""
ANCHOR = "[anchor corp]\nfile=ca.pem\ndomains=corp.example;*.corp.example\nuntil=2027-12-31\nregistry=Corp CA\n"

VALUES = {
    "versions": "certfirst glib openssl gmime libunbound libcurl sqlite icu linux",
    "roots": "source version date email_roots distrust_after distrusted built_in",
    "anchors": "anchors mark_anchors",
    "policy": "files senders locks user_may_loosen bundle_version",
    "directory": "entries ended ending first_to_end",
    "history": "path opens senders messages keep days",
    "cache": "path usable files bytes",
    "network": "mode revocation aia at_opening allow_private proxy dnssec tried",
    "engine": "starts start_us reports check_us seccomp landlock limits",
    "clients": "claws_mail evolution thunderbird",
}


def read_rows():
    """(code, status, words, remedy) of each row of the table in the source."""
    text = (ROOT / "plugin/cli/cf-cli-doctor-table.h").read_text(encoding="utf-8")
    rows = re.findall(r'^CF_DOCTOR \(\w+, "([a-z-]+)", (\w+),\s*(NULL|N_\("(?:[^"\\]|\\.)*"\)),\s*(NULL|N_\("(?:[^"\\]|\\.)*"\))\)',
                      text, re.M)
    assert len(rows) == text.count("\nCF_DOCTOR ("), "a row that is written otherwise"
    return rows


class Quiet(http.server.SimpleHTTPRequestHandler):
    asked = []

    def do_GET(self):
        Quiet.asked.append(self.path)
        super().do_GET()

    def log_message(self, *words):
        pass


class Run:
    def __init__(self, at, *args, program=PROGRAM, user=None, **env):
        home = {"HOME": str(at), "XDG_CONFIG_HOME": str(at / "config"), "XDG_DATA_HOME": str(at / "data"),
                "XDG_CACHE_HOME": str(at / "cache"), "XDG_STATE_HOME": str(at / "state"), "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
        environment = {**os.environ, **home, "CERTFIRST_PROGRAM": str(program), **env}
        more = {} if user is None else {"user": user, "group": user, "extra_groups": []}
        done = subprocess.run([str(program), "doctor", *args], capture_output=True, timeout=60, cwd=at, env=environment, **more)
        self.status, self.out, self.err = done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    def answer(self):
        return json.loads(self.out)


class Answer:
    """The JSON of one run."""

    def __init__(self, run):
        self.run, self.whole = run, run.answer()
        self.checks = {check["id"]: check for check in self.whole["checks"]}

    def codes(self, name):
        return [finding["code"] for finding in self.checks[name]["findings"]]

    def values(self, name):
        return self.checks[name]["values"]

    def expect(self, name, code, status):
        """The section has the finding and its status; the exit status follows."""
        check = self.checks[name]
        found = [finding for finding in check["findings"] if finding["code"] == code]
        assert found, (name, code, check)
        assert found[0]["status"] == status and check["status"] == status, check
        assert (found[0]["remedy"] is not None) or status != "problem", found
        assert self.run.status == (1 if self.whole["problems"] else 0)
        return found[0]


class Cases:
    """Each method is a test; `self.at` is a home of its own."""

    def __init__(self, folder, dns):
        self.at = pathlib.Path(folder)
        self.dns = dns
        self.at.chmod(0o755)
        self.write("none.policy", "")

    def write(self, name, text, mode=0o644):
        path = self.at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    def run(self, *args, **env):
        return Run(self.at, AT, *args, **env)

    def ask(self, *args, policy="none.policy", **env):
        """Nobody is asked, and only this policy is looked at."""
        return Answer(self.run("--format=json", "--offline", f"--policy={policy}", *args, **env))

    def installed(self, *args, **env):
        return Answer(self.run("--format=json", "--offline", "--installed=rules", *args, **env))

    def certificate(self, name="ca"):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                        f"{name}.key", "-out", f"{name}.pem", "-subj", f"/CN={name}", "-days", "1"], cwd=self.at, check=True,
                       capture_output=True)

    # --- the whole ---

    def test_usage(self):
        for args, word in ((["--nonsense"], "nonsense"), (["file"], "file"), (["--format=xml"], "--format"), (["--at=now"], "--at"),
                           (["--policy=missing.policy"], "missing.policy"), (["--user-policy=."], ".: cannot")):
            run = self.run(*args)
            assert (run.status, run.out) == (2, "") and run.err.startswith("certfirst: doctor: "), (args, run.err)
            assert word in run.err, run.err
        assert "--roots-module" in self.run("--help").out
        assert "doctor" in subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout

    def test_json_keys(self):
        whole = self.ask().whole
        assert list(whole) == ["certfirst_doctor", "version", "checked_at", "status", "problems", "notes", "checks"], list(whole)
        assert (whole["certfirst_doctor"], whole["checked_at"]) == (1, "2026-12-01T09:00:00Z")
        assert {check["id"]: set(check["values"]) for check in whole["checks"]} == {k: set(v.split()) for k, v in VALUES.items()}
        known = {row[0]: row[1].lower() for row in read_rows()}
        for check in whole["checks"]:
            assert list(check) == ["id", "title", "status", "values", "findings"], list(check)
            worst = max((finding["status"] for finding in check["findings"]), key=["ok", "note", "problem"].index)
            assert check["status"] == worst, check
            for finding in check["findings"]:
                assert list(finding) == ["code", "status", "subject", "text", "remedy"], finding
                assert known[finding["code"]] == finding["status"] and finding["subject"] and finding["text"], finding

    def test_well_is_0(self):
        self.write("known-signers.policy", DIRECTORY.replace("2027-01-15", "2027-11-22"))
        answer = self.ask(policy="known-signers.policy")
        assert answer.run.status == 0 and answer.whole["problems"] == 0 and answer.run.err == "", answer.run.err
        text = self.run("--offline", "--policy=known-signers.policy")
        assert text.status == 0 and "All is well" in text.out.splitlines()[-1], text.out

    def test_table_and_manual(self):
        manual = (ROOT / "docs/doctor.md").read_text(encoding="utf-8")
        for code, status, words, remedy in read_rows():
            assert status in ("OK", "NOTE", "PROBLEM"), code
            assert status != "PROBLEM" or remedy != "NULL", f"{code} has no remedy"
            assert f"`{code}`" in manual, f"{code} is not in docs/doctor.md"
            assert status == "OK" or f"| `{code}` | {status.lower()} |" in manual, f"{code}: status in docs/doctor.md"
            assert (words == "NULL") == (code == "value"), code
        for name, keys in VALUES.items():
            assert f"`{name}`" in manual and all(f"`{key}`" in manual for key in keys.split()), name

    def test_both_languages(self):
        english = self.run("--offline", "--policy=none.policy", "--lang=en")
        assert "E-mail roots" in english.out and english.out.isascii() is False  # arrows
        for args, env in ((["--lang=ja"], {}), (["--lang=ja-JP"], {"LC_ALL": "C"}), ([], {"LANGUAGE": "ja"})):
            out = self.run("--offline", "--policy=none.policy", *args, **env).out
            assert "メール用ルート証明書" in out and "正常" in out, (args, env, out)
            assert not re.search(r"E-mail roots|All is well|\bnot tried\b|\bok\b", out), out
        assert "E-mail roots" in self.run("--offline", "--policy=none.policy", "--lang=en", LANGUAGE="ja").out

    def test_every_row_in_japanese(self):
        done = subprocess.run(["msgcat", "--no-wrap", str(ROOT / "po/ja.po")], capture_output=True, text=True, check=True)
        for code, _, words, remedy in read_rows():
            for text in (words, remedy):
                if text != "NULL":
                    match = re.search(r"\nmsgid " + re.escape(text[3:-1]) + r'\nmsgstr "(.+)"\n', done.stdout + "\n")
                    assert match and re.search("[ぁ-んァ-ン一-龥]", match[1]), (code, text)

    def test_columns(self):
        def width(text):
            return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

        for lang in ("en", "ja"):
            lines = self.run("--offline", "--policy=none.policy", f"--lang={lang}").out.splitlines()
            start = next(i for i, line in enumerate(lines) if "seccomp" in line)
            starts = {width(line[:re.match(r"\s+\S+\s+\S.*?\s\s+(?=\S)", line).end()]) for line in lines[start - 1:start + 2]}
            assert len(starts) == 1, (lang, starts, lines[start - 1:start + 2])

    def test_colour_only_on_a_terminal(self):
        def on_terminal(**env):
            ours, theirs = pty.openpty()
            subprocess.run([PROGRAM, "doctor", "--offline", "--policy=none.policy"], stdout=theirs, cwd=self.at, timeout=60,
                           env={**os.environ, "HOME": str(self.at), "LC_ALL": "C.UTF-8", **env}, check=False)
            os.close(theirs)
            data = b""
            while True:
                try:
                    data += os.read(ours, 65536)
                except OSError:
                    break
            os.close(ours)
            return data
        assert b"\033[" in on_terminal()
        assert b"\033[" not in on_terminal(NO_COLOR="1")
        assert "\033" not in self.run("--offline").out

    # --- sections ---

    def test_versions(self):
        values = self.ask().values("versions")
        said = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
        assert values["certfirst"] == said and all(re.match(r"\d+\.\d+", value) for value in values.values()), values

    def test_without_the_program_of_look_ups(self):
        alone = shutil.copy(PROGRAM, self.at / "alone")
        for more in ([], ["--offline"]):
            answer = Answer(Run(self.at, "--format=json", "--policy=none.policy", *more, program=alone))
            answer.expect("network", "lookup-missing", "problem")
            values = answer.values("versions")
            assert values["libcurl"] is None and values["libunbound"] is None and values["sqlite"], values

    def test_roots(self):
        answer = self.ask()
        values = answer.values("roots")
        assert answer.checks["roots"]["status"] == "ok" and values["source"].endswith("libnssckbi.so"), values
        assert 50 < values["email_roots"] < 300 and values["distrust_after"] > 0 and not values["built_in"], values
        found = self.ask("--roots-module=missing.so").expect("roots", "roots-unreadable", "problem")
        assert "missing.so" in found["text"] and "libnss3" in found["remedy"], found
        (self.at / "other.so").write_bytes(b"no module")
        assert self.ask("--roots-module=other.so").codes("roots") == ["roots-unreadable"]
        old = Answer(Run(self.at, "--format=json", "--offline", "--policy=none.policy", "--at=2040-01-01T00:00:00Z"))
        old.expect("roots", "roots-old", "note")

    def test_anchors(self):
        self.certificate()
        self.write("ca.policy", ANCHOR + "[mark-anchor vmc]\nfile=ca.pem\n")
        answer = self.ask(policy="ca.policy")
        assert answer.checks["anchors"]["status"] == "ok", answer.checks["anchors"]
        anchor, mark = answer.values("anchors")["anchors"][0], answer.values("anchors")["mark_anchors"][0]
        assert anchor["domains"] == ["corp.example", "*.corp.example"] and anchor["until"] == "2027-12-31T23:59:59Z", anchor
        assert anchor["registry"] == "Corp CA" and anchor["readable"] and not anchor["ended"] and mark["until"] is None
        text = self.run("--offline", "--policy=ca.policy").out
        assert "[anchor corp]" in text and "until 2027-12-31" in text and "[mark-anchor vmc]" in text, text
        assert self.ask().codes("anchors") == ["anchors-none"]

    def test_anchor_that_accepts_weak_certificates(self):
        self.certificate()
        self.write("ca.policy", ANCHOR + "accept=sha1-certificates;rsa1024-keys\n")
        answer = self.ask(policy="ca.policy")
        found = answer.expect("anchors", "anchor-weak", "note")
        assert found["subject"] == "[anchor corp]" and "ca.policy:6" in found["text"], found
        assert answer.values("anchors")["anchors"][0]["accept"] == ["sha1-certificates", "rsa1024-keys"]
        assert "accepts sha1-certificates rsa1024-keys" in self.run("--offline", "--policy=ca.policy").out
        self.write("ca.policy", ANCHOR)
        answer = self.ask(policy="ca.policy")
        assert "anchor-weak" not in answer.codes("anchors") and answer.values("anchors")["anchors"][0]["accept"] == []

    def test_anchor_days(self):
        self.certificate()
        self.write("ca.policy", ANCHOR)
        for at, code, status in (("2027-10-31T23:59:00Z", "value", "ok"), ("2027-11-15T00:00:00Z", "anchor-ends", "note"),
                                 ("2027-12-31T23:59:59Z", "anchor-ends", "note"), ("2028-01-01T00:00:00Z", "anchor-ended", "problem")):
            answer = Answer(Run(self.at, "--format=json", "--offline", "--policy=ca.policy", f"--at={at}"))
            answer.expect("anchors", code, status)

    def test_anchor_files(self):
        self.write("ca.policy", ANCHOR)
        answer = self.ask(policy="ca.policy")
        found = answer.expect("anchors", "anchor-unreadable", "problem")
        assert "ca.pem" in found["text"] and not answer.values("anchors")["anchors"][0]["readable"], found
        answer.expect("policy", "policy-names-missing", "note")
        self.write("ca.pem", "no certificate\n")
        answer = self.ask(policy="ca.policy")
        answer.expect("anchors", "anchor-unreadable", "problem")
        assert "policy-counts" in answer.codes("policy")

    def test_policy(self):
        self.write("good.policy", "[default]\nuser-may-loosen=false\n[sender a.example]\ncertificate=required\nlocked=*\n")
        self.write("bad.policy", "[sender a.example]\ncertifcate=usual\nmode=enforced\n[nonsense]\nx=y\n")
        answer = self.ask("--user-policy=bad.policy", policy="good.policy")
        found = answer.expect("policy", "policy-broken", "problem")
        assert "bad.policy:2: [sender a.example] certifcate: unknown key" in found["text"] and "bad.policy:3:" in found["text"]
        values = answer.values("policy")
        assert values["files"] == [{"file": "good.policy", "origin": "administrator", "counts": True},
                                   {"file": "bad.policy", "origin": "user", "counts": False}], values
        assert (values["senders"], values["locks"], values["user_may_loosen"]) == (1, 1, False), values
        lines = self.run("--offline", "--policy=bad.policy").out.splitlines()
        first = next(i for i, line in enumerate(lines) if "certifcate" in line)
        assert lines[first].index("bad.policy:2") == lines[first + 1].index("bad.policy:3"), lines[first:first + 2]

    def test_installed_policy(self):
        assert self.installed().codes("policy")[0] == "policy-none"
        self.write("rules/shipped/known-signers.policy", DIRECTORY)
        self.write("rules/administrator/50.policy", "[sender x.example]\ncertificate=required\n")
        self.write("rules/user/.hidden.policy", "nonsense")
        answer = self.installed()
        assert [file["origin"] for file in answer.values("policy")["files"]] == ["shipped", "administrator"], answer.values("policy")
        # An empty file of the same name turns the directory off; a broken one does not.
        self.write("rules/administrator/known-signers.policy", "")
        answer = self.installed()
        assert answer.codes("policy")[:3] == ["policy-replaced", "policy-counts", "policy-counts"], answer.codes("policy")
        answer.expect("directory", "directory-none", "note")
        self.write("rules/administrator/known-signers.policy", "[nonsense]\n")
        answer = self.installed()
        answer.expect("policy", "policy-broken", "problem")
        assert answer.values("directory")["entries"] == 3
        (self.at / "rules/user").rename(self.at / "rules/gone")
        (self.at / "rules/user").write_text("no folder")
        self.installed().expect("policy", "policy-folder", "problem")

    def test_the_users_own_policy(self):
        self.write("config/certfirst/policy.d/mine.policy", "[sender friend.example]\ncertificate=usual\n")
        files = Answer(self.run("--format=json", "--offline")).values("policy")["files"]
        assert {"file": str(self.at / "config/certfirst/policy.d/mine.policy"), "origin": "user", "counts": True} in files, files

    def test_bundle(self):
        self.certificate("rules-signer")
        self.write("fleet.policy", "[sender fleet.example]\ncertificate=required\nlocked=*\n")
        (self.at / "rules/bundle").mkdir(parents=True)
        shutil.copy(self.at / "rules-signer.pem", self.at / "rules/bundle/signer.pem")
        subprocess.run([PROGRAM, "policy", "bundle", "--key=rules-signer.key", "--cert=rules-signer.pem", "--version=7", "-o",
                        "rules/bundle/policy.cfbundle", "fleet.policy"], cwd=self.at, check=True, timeout=60)
        answer = self.installed()
        values = answer.values("policy")
        assert answer.codes("policy")[0] == "bundle-counts" and values["bundle_version"] == 7
        assert values["senders"] == 1 and values["locks"] == 1, values
        self.write("rules/state", "8\n")
        found = self.installed().expect("policy", "bundle-broken", "problem")
        assert "older" in found["text"], found
        self.write("rules/state", "no number\n")
        self.installed().expect("policy", "bundle-state", "problem")
        (self.at / "rules/state").unlink()
        self.certificate("other")
        shutil.copy(self.at / "other.pem", self.at / "rules/bundle/signer.pem")
        self.installed().expect("policy", "bundle-broken", "problem")

    def test_directory(self):
        self.write("known-signers.policy", DIRECTORY)
        for at, ended, ending, code, status in (("2026-11-01", 0, 0, "value", "ok"), ("2026-12-01", 0, 1, "directory-ends", "note"),
                                                ("2027-01-15", 0, 1, "directory-ends", "note"),
                                                ("2027-01-16", 1, 0, "directory-ended", "problem"),
                                                ("2028-01-01", 2, 0, "directory-ended", "problem")):
            answer = Answer(Run(self.at, "--format=json", "--offline", "--policy=known-signers.policy", f"--at={at}T12:00:00Z"))
            answer.expect("directory", code, status)
            values = answer.values("directory")
            assert (values["entries"], values["ended"], values["ending"]) == (3, ended, ending), (at, values)
        assert answer.values("directory")["first_to_end"] is None
        assert self.ask().codes("directory") == ["directory-none"]

    def test_the_shipped_directory(self):
        shutil.copy(ROOT / "plugin/policy/known-signers.policy", self.at)
        answer = self.ask(policy="known-signers.policy")
        assert answer.checks["directory"]["status"] == "ok" and answer.values("directory")["entries"] >= 10, answer.values("directory")

    def history(self, *args, **env):
        return self.ask("--history=own/ledger.db", *args, **env)

    def make_ledger(self):
        self.write("mail.eml", MAIL.decode())
        done = subprocess.run([PROGRAM, "check", "--lookups=offline", "--policy=none.policy", "--history=own/ledger.db", "mail.eml"],
                              cwd=self.at, capture_output=True, timeout=60, check=False)
        assert (self.at / "own/ledger.db").exists(), done.stderr

    def test_history(self):
        assert "history-none" in self.ask("--history=none").codes("history")
        answer = self.history()
        assert answer.codes("history")[0] == "history-missing" and not (self.at / "own").exists(), answer.codes("history")
        self.make_ledger()
        before = sorted((self.at / "own").iterdir())
        values = self.history().values("history")
        assert sorted((self.at / "own").iterdir()) == before, "to look is to change nothing"
        assert values["opens"] and (values["senders"], values["messages"], values["days"]) == (1, 1, 3650), values
        assert Answer(self.run("--format=json", "--offline")).values("history")["path"] == str(self.at / "data/certfirst/ledger.db")
        self.write("off.policy", "[history]\nkeep=false\n")
        self.history(policy="off.policy").expect("history", "history-off", "note")

    def test_damaged_history(self):
        self.make_ledger()
        path = self.at / "own/ledger.db"
        for name in ("ledger.db-wal", "ledger.db-shm"):
            (self.at / "own" / name).unlink(missing_ok=True)
        for damage in (b"this is no database", b"SQLite format 3\0" + b"\xff" * 4096):
            path.write_bytes(damage)
            self.history().expect("history", "history-damaged", "problem")
            # To look is not to set aside.
            assert path.read_bytes() == damage and not list((self.at / "own").glob("*.damaged-*"))
        path.rename(self.at / "own/ledger.db.damaged-20260301T000000Z")
        found = self.history().expect("history", "history-set-aside", "note")
        assert "20260301T000000Z" in found["text"], found

    def test_history_of_another_program(self):
        (self.at / "own").mkdir()
        with sqlite3.connect(self.at / "own/ledger.db") as other:
            other.execute("CREATE TABLE x (y)")
        found = self.history().expect("history", "history-unreadable", "problem")
        assert "another program" in found["text"], found
        with sqlite3.connect(self.at / "own/ledger.db") as other:
            other.execute("PRAGMA application_id=1130777703")
            other.execute("PRAGMA user_version=99")
        found = self.history().expect("history", "history-unreadable", "problem")
        assert "later version" in found["text"], found

    def test_cache(self):
        folder = self.at / "cache/certfirst"
        assert self.ask().codes("cache") == ["cache-missing"] and not folder.exists()
        folder.mkdir(parents=True, mode=0o700)
        (folder / "x").write_bytes(b"12345")
        answer = self.ask()
        assert answer.checks["cache"]["status"] == "ok" and answer.values("cache")["usable"]
        assert (answer.values("cache")["files"], answer.values("cache")["bytes"]) == (1, 5)
        folder.chmod(0o755)
        self.ask().expect("cache", "cache-not-ours", "problem")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o755
        shutil.rmtree(folder)
        folder.write_bytes(b"")
        self.ask().expect("cache", "cache-no-folder", "problem")

    def test_read_only_places(self):
        """As an ordinary user: nothing is read-only for root."""
        user, program = (NOBODY, self.at / "certfirst") if os.geteuid() == 0 else (None, pathlib.Path(PROGRAM))
        if user is not None:
            shutil.copy(PROGRAM, program)
        self.make_ledger()
        folder = self.at / "cache/certfirst"
        folder.mkdir(parents=True)
        folder.chmod(0o500)
        (self.at / "own").chmod(0o500)
        if user is not None:
            for path in (self.at, self.at / "cache", folder, self.at / "own", *(self.at / "own").iterdir()):
                os.chown(path, user, user)
        answer = self.history(program=program, user=user)
        answer.expect("cache", "cache-read-only", "problem")
        answer.expect("history", "history-read-only", "problem")
        folder.rmdir()
        (self.at / "cache").chmod(0o500)
        answer = self.history(program=program, user=user)
        answer.expect("cache", "cache-read-only", "problem")
        for path in (self.at / "cache", self.at / "own"):
            path.chmod(0o700)

    def online(self, address, *args, policy="none.policy"):
        return Answer(self.run("--format=json", f"--policy={policy}", f"--resolver={address}", *args))

    def test_network(self):
        key = f"--root-key={self.dns.root_key}"
        answer = self.online(self.dns.address, key)
        assert answer.checks["network"]["status"] == "ok" and answer.values("network")["dnssec"] == "works", answer.checks["network"]
        assert {"dns-answers", "dnssec-works", "network-not-tried"} <= set(answer.codes("network"))
        with NameServer(self.dns.address, strip=True) as between:
            answer = self.online(between.address, key)
            answer.expect("network", "dnssec-stripped", "problem")
            assert "dns-answers" in answer.codes("network")
        with NameServer(self.dns.address, rules={"": "servfail"}) as between:
            answer = self.online(between.address, key)
            answer.expect("network", "dns-silent", "problem")
            assert "dnssec-unknown" in answer.codes("network")
        self.online(self.dns.address, "--root-key=missing.key").expect("network", "dnssec-no-anchor", "problem")

    def test_network_settings(self):
        for mode, code, status in (("none", "network-off", "note"), ("dns-only", "network-not-allowed", "note"),
                                   ("all", "network-not-tried", "ok")):
            self.write("net.policy", f"[network]\nmode={mode}\nproxy=http://proxy.example:8080\nrevocation=soft\n")
            with NameServer(self.dns.address) as between:
                answer = self.online(between.address, "--offline", policy="net.policy")
                assert between.asked == [], "somebody was asked"
            answer.expect("network", code, status)
            values = answer.values("network")
            assert (values["mode"], values["proxy"], values["revocation"], values["dnssec"]) == \
                (mode, "http://proxy.example:8080", "soft", "not-tried"), values
            assert ("network-offline" in answer.codes("network")) == (mode != "none")

    def test_web_is_tried_when_asked(self):
        """As an address in a certificate would be: nothing of the inner network unless policy allows it; never when offline."""
        self.write("web/list.crl", "anything")
        self.write("open.policy", "[network]\nallow-private=true\n")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(self.at / "web")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            answer = self.online(self.dns.address, f"--root-key={self.dns.root_key}", f"--try={url}/list.crl", f"--try={url}/none",
                                 policy="open.policy")
            assert answer.codes("network")[-2:] == ["web-answers", "web-silent"], answer.codes("network")
            assert answer.values("network")["tried"] == {f"{url}/list.crl": "came", f"{url}/none": "HTTP 404"}, answer.values("network")
            asked = len(Quiet.asked)
            answer = self.online(self.dns.address, f"--try={url}/list.crl")
            found = answer.expect("network", "web-silent", "problem")
            assert "refused" in found["text"] and "allow-private" in found["remedy"], found
            assert self.ask(f"--try={url}/list.crl").values("network")["tried"] == {}
            assert asked == len(Quiet.asked) == 2, Quiet.asked
        finally:
            server.shutdown()
            server.server_close()

    def test_engine(self):
        values = self.ask().values("engine")
        assert values["starts"] and values["reports"] and values["seccomp"], values
        assert 0 < values["check_us"] < 10_000_000 and 0 < values["start_us"] < 15_000_000, values
        run = Run(self.at, AT, "--format=json", "--offline", "--policy=none.policy", CERTFIRST_PROGRAM="/bin/false")
        found = Answer(run).expect("engine", "engine-silent", "problem")
        assert "/bin/false" in found["text"] and set(Answer(run).values("engine")) == set(VALUES["engine"].split()), found
        run = Run(self.at, AT, "--format=json", "--offline", "--policy=none.policy", CERTFIRST_PROGRAM="/nonexistent/certfirst")
        Answer(run).expect("engine", "engine-silent", "problem")

    def fake(self, report):
        """An engine without confinement that answers so."""
        hello = {"id": 1, "type": "hello", "version": 1, "sandbox": {"seccomp": False, "landlock": 0, "limits": False}}
        lines = ["#!/usr/bin/python3", "import json, struct, sys", "def send(frame):", " data = json.dumps(frame).encode()",
                 " sys.stdout.buffer.write(struct.pack('=I', len(data)) + data)", " sys.stdout.flush()",
                 "def take():", " size = sys.stdin.buffer.read(4)", " sys.stdin.buffer.read(struct.unpack('=I', size)[0])",
                 "take()", f"send({hello!r})", "take()", "take()", *report]
        path = self.write("engine", "\n".join(lines) + "\n", 0o755)
        return Answer(Run(self.at, AT, "--format=json", "--offline", "--policy=none.policy", CERTFIRST_PROGRAM=str(path)))

    def test_engine_without_confinement(self):
        answer = self.fake(["send({'id': 2, 'type': 'report', 'report': {'reasons': []}})"])
        answer.expect("engine", "sandbox-no-filter", "problem")
        assert {"sandbox-no-landlock", "sandbox-no-limits"} <= set(answer.codes("engine")) and answer.values("engine")["reports"]

    def test_engine_without_report(self):
        for report in ("send({'id': 2, 'type': 'report', 'report': {'reasons': [{'code': 'CF904'}]}})",
                       "send({'id': 2, 'type': 'report', 'report': 5})", "send({'id': 2, 'type': 'report', 'report': {'reasons': 5}})",
                       "send({'id': 2, 'type': 5})", "send({'id': 2, 'type': 'error', 'message': 'it is ill'})",
                       "sys.stdout.write('rubbish')", "pass"):
            answer = self.fake([report])
            answer.expect("engine", "engine-no-report", "problem")
            assert not answer.values("engine")["reports"] and answer.run.err == "", (report, answer.run.err)

    def claws(self, says="echo Claws Mail version 9.8.7"):
        self.write("bin/claws-mail", f"#!/bin/sh\n{says}\n", 0o755)
        return self.ask(PATH=f"{self.at}/bin:/usr/bin:/bin")

    def test_clients(self):
        settings = self.at / ".claws-mail/clawsrc"
        plugin = self.write("plugins/certfirst.so", "")
        answer = self.claws()
        values = answer.values("clients")["claws_mail"]
        assert values["installed"] and values["version"] == "9.8.7" and not values["loaded"], values
        assert {"claws-no-plugin", "claws-not-loaded"} & set(answer.codes("clients"))
        # A path elsewhere in the file is no plug-in.
        self.write(str(settings.relative_to(self.at)), f"[Common]\n{plugin}\n[Plugins_GTK3]\n/x/other.so\n")
        assert not self.claws().values("clients")["claws_mail"]["loaded"]
        self.write(str(settings.relative_to(self.at)), f"[Common]\nx=1\n[Plugins_GTK3]\n/x/other.so\n{plugin}\n")
        answer = self.claws()
        assert "claws-loaded" in answer.codes("clients") and answer.values("clients")["claws_mail"]["plugin"] == str(plugin)
        plugin.unlink()
        self.claws().expect("clients", "claws-lost", "problem")
        assert self.claws("exit 1").values("clients")["claws_mail"]["version"] is None

    HOST = {"allowed_extensions": ["certfirst@certfirst.org"], "path": "/bin/true"}

    def thunderbird(self, addons, host=HOST):
        """A Thunderbird whose one profile has these add-ons; host: which file says what may be started."""
        self.write("bin/thunderbird", "#!/bin/sh\nexit 1\n", 0o755)
        self.write(".thunderbird/profiles.ini", "[General]\nStartWithLastProfile=1\n\n[Profile0]\nName=x\nIsRelative=1\nPath=abc.default\n")
        self.write(".thunderbird/abc.default/extensions.json", addons if isinstance(addons, str) else json.dumps({"addons": addons}))
        if host:
            self.write(".mozilla/native-messaging-hosts/org.certfirst.engine.json", host if isinstance(host, str) else json.dumps(host))
        return self.ask(PATH=f"{self.at}/bin:/usr/bin:/bin")

    def test_thunderbird(self):
        other, ours = {"id": "other@x.example", "active": True}, {"id": "certfirst@certfirst.org", "active": True}
        answer = self.thunderbird([other, ours], host=None)
        found = answer.expect("clients", "thunderbird-no-host", "problem")
        assert "org.certfirst.engine.json" in found["text"], found
        answer = self.thunderbird([other, ours])
        assert {"thunderbird-loaded"} == {code for code in answer.codes("clients") if code.startswith("thunderbird")}, answer.codes("clients")
        assert answer.values("clients")["thunderbird"]["loaded"]
        answer = self.thunderbird([{**ours, "active": False}])
        answer.expect("clients", "thunderbird-off", "note")
        assert not answer.values("clients")["thunderbird"]["loaded"]
        # What Thunderbird may write one day is no reason to fail.
        for addons in ([other], [{"id": 5}, 7, {}], "[]", "no JSON", '{"addons": {}}', [{**ours, "active": "yes"}]):
            answer = self.thunderbird(addons)
            assert {"thunderbird-no-addon", "thunderbird-addon", "thunderbird-off"} & set(answer.codes("clients")), (addons, answer.codes("clients"))
            assert not answer.values("clients")["thunderbird"]["loaded"]

    def test_thunderbird_host(self):
        """A file that Thunderbird would not start our engine by is as good as none."""
        ours = [{"id": "certfirst@certfirst.org", "active": True}]
        bad = ("no JSON", "[]", "{}", {**self.HOST, "allowed_extensions": ["other@x.example", 5]}, {**self.HOST, "allowed_extensions": {}},
               {**self.HOST, "path": "/nowhere/certfirst"}, {**self.HOST, "path": "true"}, {**self.HOST, "path": 5},
               {**self.HOST, "path": "/etc/passwd"}, {**self.HOST, "path": "/bin"})
        for host in bad:
            found = self.thunderbird(ours, host).expect("clients", "thunderbird-bad-host", "problem")
            assert "org.certfirst.engine.json" in found["text"], found
        assert not {"thunderbird-bad-host", "thunderbird-no-host"} & set(self.thunderbird(ours).codes("clients"))

    def test_evolution_that_runs(self):
        """Known by its name and by the module that it has mapped."""
        module = self.write("modules/module-certfirst.so", "x" * 4096)
        code = ("import ctypes, mmap, sys, time\nctypes.CDLL(None).prctl(15, b'evolution', 0, 0, 0)\n"
                f"file = open({str(module)!r}, 'r+b')\nm = mmap.mmap(file.fileno(), 0)\nprint('ready', flush=True)\nsys.stdin.read()\n")
        self.write("bin/evolution", "#!/bin/sh\nexit 1\n", 0o755)
        with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
            assert running.stdout.readline() == b"ready\n"
            answer = self.ask(PATH=f"{self.at}/bin:/usr/bin:/bin")
            running.stdin.close()
        assert "evolution-loaded" in answer.codes("clients") and answer.values("clients")["evolution"]["loaded"], answer.codes("clients")

    def test_no_clients(self):
        (self.at / "bin").mkdir()
        answer = self.ask(PATH=f"{self.at}/bin")
        assert set(answer.codes("clients")) == {"client-none"}, answer.codes("clients")
        for name in ("evolution", "thunderbird"):
            self.write(f"bin/{name}", "#!/bin/sh\nexit 1\n", 0o755)
        answer = self.ask(PATH=f"{self.at}/bin")
        assert [answer.values("clients")[name]["installed"] for name in ("claws_mail", "evolution", "thunderbird")] == [False, True, True]
        assert {"evolution-module", "evolution-no-module", "evolution-loaded", "evolution-not-loaded"} & set(answer.codes("clients")), answer.codes("clients")


def main():
    names = [name for name in dir(Cases) if name.startswith("test_")]
    failed = 0
    print(f"1..{len(names)}")
    with Zones([Zone(".")]) as dns:
        for number, name in enumerate(names, 1):
            with tempfile.TemporaryDirectory() as folder:
                try:
                    getattr(Cases(folder, dns), name)()
                    print(f"ok {number} {name}", flush=True)
                except (AssertionError, KeyError, IndexError, ValueError, OSError, AttributeError,
                        subprocess.SubprocessError) as problem:
                    failed += 1
                    notes = "\n".join("# " + line for line in str(problem).splitlines())
                    print(f"not ok {number} {name}\n# {type(problem).__name__}\n{notes}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
