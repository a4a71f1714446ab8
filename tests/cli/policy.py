#!/usr/bin/python3
"""certfirst policy: lint, show, import, bundle, verify.

Usage: policy.py PROGRAM
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="")
AT = "--at=2026-06-15T09:00:00Z"

# What "show" is asked about: an administrator who locks, a directory's kind of entry, a user who tries.
ADMINISTRATOR = """\
[default]
mode=warn
user-may-loosen=false
[sender bank.example]
certificate=required
mode=enforce
locked=certificate
display-names=Example Bank;例示銀行
[sender *.bank.example]
certificate=usual
until=2025-12-31
[trusted-authserv-ids]
default=mx.example
taro@imap.example=mx2.example
[received-by]
taro@imap.example=in.example
"""
LATER = """\
[sender news@bank.example]
certificate=exempt
until=2027-03-31
note=a newsletter
[sender bank.example]
mode=observe
or=dkim
"""
USER = """\
[sender news@bank.example]
certificate=optional
mode=observe
[sender friend.example]
certificate=usual
"""

# A file for each mistake that can be made in it.
MISTAKES = (
    "certificate=required\n", "[default\n", "[default]\nmode\n", "[sendr a.example]\n", "[sender *@a.example]\n", "[sender two words]\n", "[anchor]\nfile=x\n",
    "[default x]\nmode=warn\n", "[default]\nmode=x\n", "[default]\nmode=Enforce\n", "[default]\nkeep=true\n", "[sender a.example]\nnonsense=1\n",
    "[trusted-authserv-ids]\nx=y.example\n", "[default]\nmode=warn\nmode=warn\n", "[sender a.example]\ncertificate=usual\n[sender A.example]\nmode=warn\n",
    "[sender a.example]\nuntil=x\n", "[sender a.example]\nuntil=2027-01-01\n", "[sender a.example]\nor=dkim\n",
    "[sender a.example]\ncertificate=usual\nsince=2027-01-02\nuntil=2027-01-01\n", "[sender a.example]\nlocked=certificat\n", "[sender a.example]\nlocked=\n",
    "[history]\nshare=1000\n", "[anchor a]\nfile=x.pem\n", "[anchor a]\nfile=missing.pem\ndomains=a.example\n", "[anchor a]\nfile=admin.policy\ndomains=a b\n",
    "[list a]\nlist-id=<a>\ndkim-domain=a.example\n", "[list a]\nlist-id=a.example\ndkim-domain=a b\n", "[network]\nproxy=x y\n",
    "[sender a.example]\ndisplay-names=a\\x\n", "[default]\nmode=\u200bwarn\n", "[default]\rmode=warn\n", "[default]\nmode=\udcff\n", "[default]\nmode=\0\n",
)


class Run:
    def __init__(self, *args, cwd, **env):
        done = subprocess.run([PROGRAM, "policy", *args], capture_output=True, timeout=60, cwd=cwd,
                              env={**ENVIRONMENT, "XDG_CONFIG_HOME": str(cwd), "XDG_STATE_HOME": str(cwd), **env})
        self.status = done.returncode
        self.raw = done.stdout
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8")


class Cases:
    """Each method is a test; `self.at` is a folder of its own."""

    def __init__(self, folder):
        self.at = pathlib.Path(folder)
        for name, text in (("admin.policy", ADMINISTRATOR), ("later.policy", LATER), ("user.policy", USER)):
            (self.at / name).write_text(text, encoding="utf-8")

    def run(self, *args, **env):
        return Run(*args, cwd=self.at, **env)

    def show(self, *args, **env):
        return self.run("show", "--policy=admin.policy", "--policy=later.policy", "--user-policy=user.policy", AT, *args, **env)

    def golden(self, name, got):
        wanted = (HERE / "golden" / name).read_text(encoding="utf-8")
        if os.environ.get("CERTFIRST_WRITE_GOLDEN"):
            (HERE / "golden" / name).write_text(got, encoding="utf-8")
        assert got == wanted, f"{name} differs:\n{got}"

    def keys(self, *names):
        for name in names:
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                            "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", "/CN=Rules", "-days", "1"],
                           cwd=self.at, check=True, capture_output=True)

    def bundle(self, *files, version=7, name="rules"):
        return self.run("bundle", f"--key={name}.key", f"--cert={name}.pem", f"--version={version}", "-o", "out.cfbundle", *files)

    def test_lint_exit_statuses(self):
        (self.at / "bad.policy").write_text("[sender a.example]\ncertifcate=usual\nmode=enforced\n[nonsense]\nx=y\n[default]\nx=y\n")
        run = self.run("lint", "admin.policy", "later.policy", "user.policy")
        assert (run.status, run.out, run.err) == (0, "", ""), run.err
        # A later file may add to an earlier one; alone it says how, but not what.
        run = self.run("lint", "later.policy")
        assert run.status == 1 and run.out.startswith("later.policy:7: [sender bank.example] or: says how"), run.out
        run = self.run("lint", "admin.policy", "bad.policy")
        lines = run.out.splitlines()
        assert run.status == 1 and run.err == "", run.err
        # Every mistake in order of its line; the keys below a section that is none are passed over.
        assert [line.split(": ")[0] for line in lines] == ["bad.policy:2", "bad.policy:3", "bad.policy:4", "bad.policy:7"], lines
        assert lines[0] == "bad.policy:2: [sender a.example] certifcate: unknown key here; did you mean certificate?"
        run = self.run("lint", "bad.policy", "missing.policy")
        assert run.status == 2 and "missing.policy: cannot be read" in run.err and "bad.policy:2" in run.out

    def test_mistakes_in_japanese(self):
        """Place and remedy of each mistake; the same lines as in English, and no English sentence among them."""
        for number, text in enumerate(MISTAKES):
            (self.at / f"{number}.policy").write_bytes(text.encode("utf-8", "surrogateescape"))
        names = [f"{number}.policy" for number in range(len(MISTAKES))]
        english, japanese = (self.run("lint", *names, LANGUAGE=lang).out.splitlines() for lang in ("", "ja"))
        assert len(english) == len(japanese) >= len(MISTAKES), (english, japanese)
        for before, after in zip(english, japanese):
            place = re.match(r"\d+\.policy(:\d+)?:( \[[^\]]*\])?( [\w-]+(?=:))?", before)[0]
            assert after.startswith(place), (before, after)
            rest = after[len(place):]
            assert re.search("[ぁ-ん]", rest) and not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", rest), (before, after)

    def test_other_errors_in_japanese(self):
        (self.at / "t.csv").write_text("name,domain,since,class\nA,b c,x,none\nB,a.example,,usual,\n")
        self.keys("rules", "other")
        for args in (["import", "t.csv"], ["lint", "missing.policy"], ["bundle", "--key=other.key", "--cert=rules.pem", "--version=1", "-o", "x", "admin.policy"],
                     ["bundle", "--key=t.csv", "--cert=rules.pem", "--version=1", "-o", "x", "admin.policy"], ["verify", "t.csv", "--cert=rules.pem"]):
            run = self.run(*args, LANGUAGE="ja")
            lines = run.err.splitlines()
            assert run.status in (1, 2) and lines, args
            assert all(re.search("[ぁ-ん]", line) and not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", line.replace("No such file or directory", "")) for line in lines), run.err

    def test_lint_looks_for_files(self):
        (self.at / "ca.policy").write_text("[anchor corp]\nfile=ca.pem\ndomains=a.example\n")
        run = self.run("lint", "ca.policy")
        assert run.status == 1 and run.out.startswith("ca.policy:2: [anchor corp] file: there is no file "), run.out
        (self.at / "ca.pem").write_text("")
        assert self.run("lint", "ca.policy").status == 0

    def test_lint_and_show_say_what_is_weak(self):
        (self.at / "ca.pem").write_text("")
        (self.at / "old.policy").write_text("[anchor old]\nfile=ca.pem\ndomains=a.example;*.a.example\nuntil=2027-03-31\n"
                                            "accept=sha1-certificates;rsa1024-keys\n")
        run = self.run("lint", "admin.policy", "old.policy")
        assert run.status == 0 and run.out.startswith(
            "old.policy:5 [anchor old]: note: accepts sha1-certificates;rsa1024-keys for a.example *.a.example; "), run.out
        out = self.run("show", "--policy=old.policy", AT, "x@b.a.example").out
        assert f"file={self.at}/ca.pem\n    old.policy:2 [anchor old]\n" in out, out
        assert "accept=sha1-certificates;rsa1024-keys\n    old.policy:5 [anchor old]: weak certificates count\n" in out, out
        found = json.loads(self.run("show", "--policy=old.policy", "--format=json", AT, "x@a.example").out)["anchors"]
        assert found[0]["accept"] == ["sha1-certificates", "rsa1024-keys"] and found[0]["name"] == "old", found
        # Elsewhere, after its end, and where it accepts nothing.
        assert "accept" not in self.run("show", "--policy=old.policy", AT, "x@b.example").out
        assert "accept" not in self.run("show", "--policy=old.policy", "--at=2027-04-01T00:00:00Z", "x@a.example").out
        (self.at / "new.policy").write_text("[anchor new]\nfile=ca.pem\ndomains=a.example\n")
        assert self.run("lint", "new.policy").out == ""
        found = json.loads(self.run("show", "--policy=new.policy", "--format=json", AT, "x@a.example").out)["anchors"]
        assert found[0]["accept"] == [] and found[0]["until"] is None, found

    def test_lint_binary(self):
        for data in (b"\xff\xfe[\x00", b"[default]\n\x00", b"[default]\nmode=\x01\n", b"[default\n"):
            (self.at / "b.policy").write_bytes(data)
            run = self.run("lint", "b.policy")
            assert run.status == 1 and run.out.startswith("b.policy:"), run.out

    def test_show_golden_text(self):
        self.golden("show-locked.txt", self.show("news@bank.example", "--account=taro@imap.example").out)
        self.golden("show-ended.txt", self.show("x@mail.bank.example").out)
        self.golden("show-user.txt", self.show("x@friend.example").out)
        self.golden("show-nobody.txt", self.run("show", "--policy=user.policy", AT, "x@other.example").out)

    def test_show_golden_json(self):
        run = self.show("news@bank.example", "--account=taro@imap.example", "--format=json")
        self.golden("show-locked.json", json.dumps(json.loads(run.out), indent=1, ensure_ascii=False) + "\n")
        assert run.status == 0 and run.err == "", run.err

    def test_show_in_japanese(self):
        out = self.show("news@bank.example", LANGUAGE="ja").out
        assert "管理者" in out and "変更不可" in out, out

    def test_show_says_what_is_wrong(self):
        (self.at / "bad.policy").write_text("[default]\nmode=x\n")
        run = self.run("show", "--policy=admin.policy", "--policy=bad.policy", "--format=json", "a@bank.example")
        assert run.status == 1 and run.err.startswith("certfirst: bad.policy:2: [default] mode: "), run.err
        assert json.loads(run.out)["problem"].startswith("bad.policy:2:")
        assert json.loads(run.out)["certificate"] == "required"
        assert self.run("show", "--policy=missing.policy", "a@bank.example").status == 2

    def test_show_reads_the_installed_ones(self):
        folder = self.at / "certfirst" / "policy.d"
        folder.mkdir(parents=True)
        (folder / "mine.policy").write_text(USER)
        answer = json.loads(self.run("show", "--format=json", "x@friend.example").out)
        assert (answer["certificate"], answer["origin"]) == ("usual", "user"), answer

    def test_wrong_usage_is_2(self):
        for args in ([], ["nonsense"], ["lint"], ["lint", "--nonsense"], ["show"], ["show", "bank.example"], ["show", "a@b", "c@d"],
                     ["show", "--format=xml", "a@b.example"], ["show", "--at=now", "a@b.example"],
                     ["show", "--account=taro", "a@b.example"], ["import"], ["import", "a", "b"], ["import", "missing.csv"],
                     ["bundle", "admin.policy"], ["verify", "x"], ["verify", "--cert=c"], ["dry-run"], ["observed", "x"]):
            run = self.run(*args)
            assert run.status == 2 and run.err.startswith("certfirst: ") and run.out == "", (args, run.status, run.err)
        for name in ("lint", "show", "dry-run", "observed", "import", "bundle", "verify"):
            assert f"certfirst policy {name} [" in self.run(name, "--help").out
            assert name in self.run("--help").out

    def test_import(self):
        (self.at / "t.csv").write_text("name,domain,since,class\n例示銀行,bank.example,2026-01-01,required\n", encoding="utf-8")
        wanted = "[sender bank.example]\ncertificate=required\nsince=2026-01-01\ndisplay-names=例示銀行\n"
        assert self.run("import", "t.csv").out == wanted
        assert self.run("import", "t.csv", "--output=new.policy").out == ""
        assert (self.at / "new.policy").read_text(encoding="utf-8") == wanted
        assert self.run("lint", "new.policy").status == 0

    def test_import_takes_all_or_nothing(self):
        (self.at / "t.csv").write_text('name,domain,since,class\nGood,good.example,,usual\n"A]\n[default]",b.example,x,none\n')
        run = self.run("import", "t.csv", "-o", "new.policy")
        assert run.status == 1 and run.out == "" and not (self.at / "new.policy").exists()
        assert [line.split(": ")[1:3] for line in run.err.splitlines()] == [["t.csv:3", "name"], ["t.csv:3", "since"],
                                                                            ["t.csv:3", "class"]], run.err

    def test_bundle_and_verify(self):
        self.keys("rules", "other")
        assert self.bundle("later.policy", "admin.policy", "rules.pem").status == 0
        run = self.run("verify", "out.cfbundle", "--cert=rules.pem", "--output=unpacked")
        assert run.status == 0 and run.out == "version 7\nadmin.policy\nlater.policy\nrules.pem\n", (run.out, run.err)
        assert (self.at / "unpacked" / "admin.policy").read_text(encoding="utf-8") == ADMINISTRATOR
        run = self.run("verify", "out.cfbundle", "--cert=rules.pem", "--output=unpacked")
        assert run.status == 2 and "is there already" in run.err, run.err
        run = self.run("verify", "out.cfbundle", "--cert=other.pem")
        assert run.status == 1 and "is not signed under the given certificate" in run.err and run.out == ""
        assert self.run("verify", "missing.cfbundle", "--cert=rules.pem").status == 2
        data = (self.at / "out.cfbundle").read_bytes()
        (self.at / "out.cfbundle").write_bytes(data.replace(b"certificate=required", b"certificate=optional"))
        assert self.run("verify", "out.cfbundle", "--cert=rules.pem").status == 1

    def test_openssl_reads_a_bundle(self):
        self.keys("rules")
        assert self.bundle("user.policy").status == 0
        done = subprocess.run(["openssl", "cms", "-verify", "-inform", "DER", "-in", "out.cfbundle", "-noverify", "-binary",
                               "-certfile", "rules.pem"], cwd=self.at, capture_output=True, check=True)
        size = len(USER.encode())
        assert done.stdout == f"certfirst-policy-bundle 1\nversion 7\nfile user.policy {size}\n{USER}".encode()

    def test_bundle_refuses(self):
        self.keys("rules", "other")
        (self.at / "bad.policy").write_text("[default]\nmode=x\n")
        (self.at / "odd name.policy").write_text("")
        for wanted, args in ((1, ["bad.policy"]), (2, ["missing.policy"]), (2, ["odd name.policy"]), (2, ["rules.key"]),
                             (2, ["user.policy", "./user.policy"])):
            assert self.bundle(*args).status == wanted, args
        assert self.bundle("user.policy", version=0).status == 2
        run = self.run("bundle", "--key=other.key", "--cert=rules.pem", "--version=1", "-o", "out.cfbundle", "user.policy")
        assert run.status == 2 and "is not the key of the certificate" in run.err
        assert not (self.at / "out.cfbundle").exists()


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
