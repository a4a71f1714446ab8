#!/usr/bin/python3
"""certfirst explain: codes, saved reports, messages; the pages that are made of the same table; nothing hostile gets through.

Usage: explain.py PROGRAM SOURCE-ROOT [MANUAL...]
"""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.dom.minidom

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))

import tap

PROGRAM, ROOT = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
MANUALS = sys.argv[3:]
ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="", CERTFIRST_PROGRAM=PROGRAM)
ROW = re.compile(r'^CF_REASON \((\d{3}), \w+, "([a-z-]+)", (\w+), ', re.M)
WORDS = ("headline", "found", "meaning", "advice", "spoken", "cause", "question")
COLUMNS = 80
PLAIN = b"From: Alice <alice@b.example>\r\nSubject: hello\r\nMessage-ID: <secret@b.example>\r\n\r\nhello\r\n"
POLICY = "[sender bank.example]\ncertificate=required\ndisplay-names=Example Bank\n"
# Escape sequences that colour, clear and write into the title; line ends; what turns or hides text; markup.
HOSTILE = ("\x1b[2J\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", "line\nline\r\nline", "\u202egnp.exe", "a\u200bb\u2066c", "\x00nul",
           "<b onmouseover=x>&amp;</b>", "x" * 10000, "字" * 10000, "e\u0301" * 5000)


class Run:
    def __init__(self, *args, stdin=b"", command="explain", **env):
        done = subprocess.run([PROGRAM, command, *args], input=stdin, capture_output=True, timeout=120, env={**ENVIRONMENT, **env})
        self.status, self.out, self.err = done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def squeeze(text):
    """Without blanks: lines are wrapped."""
    return re.sub(r"\s", "", text)


def width(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def rows():
    return ROW.findall((ROOT / "plugin/verdict/cf-reason-table.h").read_text(encoding="utf-8"))


def read_table(lang):
    return {row["code"]: row for row in map(json.loads, Run("--table", f"--lang={lang}").out.splitlines())}


class Tests:
    """Each method is a test; `self.at` is a folder of its own."""

    def __init__(self, folder, results):
        self.at, self.results = pathlib.Path(folder), results
        self.said = {}
        (self.at / "plain.eml").write_bytes(PLAIN)
        (self.at / "forged.eml").write_bytes(PLAIN.replace(b"b.example", b"bank.example"))
        (self.at / "bank.policy").write_text(POLICY)

    def file(self, name, data=None):
        path = self.at / name
        if data is not None:
            path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return str(path)

    def report(self, name, *options):
        """What check says of a message, as JSON."""
        run = Run(f"--policy={self.file('bank.policy')}", "--lookups=offline", "--format=json", *options, self.file(name), command="check")
        return run.out

    def expect(self, says, passed, *notes):
        self.results.result(bool(passed), says, [] if passed else notes)

    # --- codes ---

    def test_every_code(self):
        for lang in ("en", "ja"):
            table, failed = read_table(lang), []
            for code, name, _ in rows():
                run = Run(f"--lang={lang}", f"CF{code}")
                words = table.get(f"CF{code}", {})
                lacks = [key for key in WORDS if not words.get(key) or squeeze(words[key]) not in squeeze(run.out)]
                if run.status or run.err or lacks or name not in run.out or re.search(r"\{[a-z]\}", run.out):
                    failed.append(f"CF{code}: {run.status} {lacks} {run.err}{run.out}")
                if any(width(line) > COLUMNS for line in run.out.splitlines()):
                    failed.append(f"CF{code}: wider than a terminal\n{run.out}")
            self.expect(f"{lang}: each of {len(rows())} codes has headline, fact, meaning, advice, spoken form, cause and question", not failed, *failed)
            self.expect(f"{lang}: the table has no other code", len(table) == len(rows()))

    def test_japanese_is_japanese(self):
        english, japanese = read_table("en"), read_table("ja")
        same = [code for code in english for key in (*WORDS, "contact") if english[code][key] and english[code][key] == japanese[code][key]]
        self.expect("no sentence is the same in both languages", not same, *same)

    def test_forms_of_a_code(self):
        plain = Run("CF206").out
        for form in ("206", "cf206", "CF-206", "CF 206", "C F 2 0 6", "ＣＦ２０６", "206-private-root-unknown", "CF206-private-root-unknown",
                     "private-root-unknown", "Private-Root-Unknown"):
            run = Run(form)
            self.expect(f"{form} is CF206", run.status == 0 and run.out == plain, run.err, run.out)
        self.expect("several codes, one after the other", Run("206", "502").out == plain + "\n" + Run("502").out)

    def test_unknown_codes(self):
        for typed, near in (("CF210", "CF201 (certificate-trusted)"), ("250", "CF205 (root-not-trusted)"), ("CF2006", "CF206"),
                            ("private-rot-unknown", "CF206 (private-root-unknown)"), ("lookalike", "CF506 (lookalike-domain)"),
                            ("root", "CF205 (root-not-trusted)"), ("CF888", None), ("12345678901234567890", None), ("nonsense", None)):
            run = Run(typed)
            self.expect(f"{typed}: no such code" + (f", but {near}" if near else ""),
                        run.status == 2 and run.out == "" and run.err.startswith(f"certfirst: {typed}: no such code") and
                        "explain --list" in run.err and (f"did you mean {near}" in run.err if near else "did you mean" not in run.err), run.err)
        run = Run("206-root-not-trusted")
        self.expect("a code and the name of another contradict each other", run.status == 2 and "CF206 is private-root-unknown" in run.err, run.err)
        run = Run("CF206", "CF888", "CF502")
        self.expect("an unknown one does not stop the others", run.status == 2 and "CF206" in run.out and "CF502" in run.out, run.err)

    def test_list(self):
        for lang in ("en", "ja"):
            run, table = Run("--list", f"--lang={lang}"), read_table(lang)
            lines = run.out.splitlines()
            self.expect(f"--list in {lang}: every code with its headline", run.status == 0 and len(lines) == len(table) and
                        all(line.startswith(f"{row['code']}  {row['name']}") and line.endswith(row["headline"])
                            for line, row in zip(lines, table.values())), run.out[:500])

    def test_book(self):
        """One page to print: a sheet for each code, with every word of both languages; it fetches nothing."""
        tables = [read_table(lang) for lang in ("en", "ja")]
        for lang in ("en", "ja"):
            run = Run("--html", f"--lang={lang}")
            sheets = dict(re.findall(r'<article class="\w+" id="(CF\d{3})">(.*?)</article>', run.out, re.S))
            lacks = [f"{code}: {key}" for table in tables for code, row in table.items() for key in (*WORDS, "contact")
                     if squeeze(row[key]) not in squeeze(html.unescape(sheets.get(code, "")))]
            self.expect(f"--html in {lang}: a sheet for each code, all words in both languages", run.status == 0 and not run.err and
                        sorted(sheets) == sorted(tables[0]) and not lacks, run.err, *lacks[:20])
            document = xml.dom.minidom.parseString(re.sub(r"<meta ([^>]*)>", r"<meta \1/>", run.out.removeprefix("<!DOCTYPE html>\n")))
            self.expect(f"--html in {lang}: a sound page with that language first, that fetches nothing",
                        document.documentElement.getAttribute("lang") == lang and
                        not re.search(r"<(script|link|img|a|iframe)\b|url\(|https?:", run.out), run.out[:500])

    def test_language(self):
        plain = {"LC_ALL": "C", "LANGUAGE": ""}
        for locale in (plain, {"LC_ALL": "C.UTF-8", "LANGUAGE": "ja"}, {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"}):
            run = Run("--lang=ja", "CF502", "CF888", **locale)
            self.expect(f"--lang=ja in {locale}", "なりすましのおそれがあります。" in run.out and "このコードはありません" in run.err, run.out, run.err)
            run = Run("--lang=en", "CF502", "CF888", **locale)
            self.expect(f"--lang=en in {locale}", "Someone may be posing" in run.out and "no such code" in run.err, run.out, run.err)
        run = Run("CF502", **plain)
        self.expect("a locale without UTF-8: English, nothing but ASCII", run.out.isascii() and "?" not in re.sub(r"already\?|because of it\?", "", run.out), run.out)

    def test_wrong_usage(self):
        for args, words in (([], "which code"), (["--nonsense"], "nonsense"), (["--judge", "CF502"], "--judge takes a report"),
                            (["--judge", self.file("plain.eml")], "--judge takes a report"), ([self.file("missing.json")], "cannot be opened"),
                            ([str(self.at)], "folder"), ([self.file("empty.json", b"")], "empty")):
            run = Run(*args)
            self.expect(f"{args}: wrong usage", run.status == 2 and run.out == "" and run.err.startswith("certfirst: ") and words in run.err, run.err)

    def test_severity_says_what_to_do_first(self):
        danger, quiet = Run("CF502").out, Run("CF105").out
        self.expect("danger: first links, then the security team", "Have you opened any" in danger and "the security team" in danger, danger)
        self.expect("an ordinary mail: nobody is told", "Have you opened any" not in quiet and "Pass it on" not in quiet, quiet)
        self.expect("CF206: the administrator", "the administrator" in Run("CF206").out)
        self.expect("CF209: the sender", "the sender, on a way" in Run("CF209").out)

    # --- reports and messages ---

    def test_report(self):
        for redacted in (False, True):
            saved = self.file("report.json", self.report("forged.eml", *["--redact"] * redacted))
            report = json.loads(pathlib.Path(saved).read_text(encoding="utf-8"))
            says = f"a {'redacted' if redacted else 'whole'} report"
            english, japanese = Run(saved, "--lang=en"), Run(saved, "--lang=ja")
            codes = [reason["code"] for reason in report["reasons"]]
            self.expect(f"{says}: every reason, in order", english.status == 0 and "CF501" in codes and
                        [line.split()[0] for line in english.out.splitlines() if re.match(r"CF\d{3} ", line)] == codes, english.err, english.out)
            self.expect(f"{says}: with its facts, in another language too", "bank.example" in english.out and "bank.example" in japanese.out and
                        squeeze("管理者の設定で、bank.example のメールには電子証明書が必要です。") in squeeze(japanese.out),
                        japanese.out)
            self.expect(f"{says}: shows the check number", report["check_number"] in english.out)
            version = report["policy"]["version"]
            self.expect(f"{says}: says which rules it was judged by", re.fullmatch("[0-9a-f]{12}", version or "") and
                        f"Version of the rules: {version}\n" in english.out and f"適用した設定の版：{version}\n" in japanese.out,
                        version, english.out, japanese.out)
            if redacted:
                self.expect(f"{says}: no local part", "alice" not in english.out + japanese.out)
            for shape in (json.dumps(report, indent=2), "\ufeff" + json.dumps(report), json.dumps(report) + "\r\n\r\n"):
                self.expect(f"{says}: as JSON of another shape", Run("-", "--lang=en", stdin=shape.encode()).out == english.out)

    def test_several_reports(self):
        lines = self.report("forged.eml") + self.report("plain.eml")
        run = Run("-", "--judge", stdin=lines.encode())
        self.expect("one report a line", run.status == 0 and run.out.count("the same verdict and the same codes") == 2, run.err, run.out)
        run = Run("-", stdin=(self.report("forged.eml") + "{}\n").encode())
        self.expect("the line of a broken one is named", run.status == 2 and "-: line 2: is no report" in run.err, run.err)

    def test_judge(self):
        for redacted in ([], ["--redact"]):
            for name in ("forged.eml", "plain.eml"):
                run = Run("--judge", self.file("report.json", self.report(name, *redacted)))
                self.expect(f"{name} {redacted}: judged again, the same", run.status == 0 and "the same verdict and the same codes" in run.out, run.out)
        report = json.loads(self.report("forged.eml"))
        report["evidence"].remove("expect-required")
        run = Run("--judge", "-", stdin=json.dumps(report).encode())
        self.expect("evidence that was taken away: other codes", run.status == 1 and "something differs" in run.out and
                    "only in the report: CF501 danger" in run.out and "verdict: missing-certificate in the report, unsigned now" in run.out, run.out)
        run = Run("--judge", "--lang=ja", "-", stdin=json.dumps(report).encode())
        self.expect("and in Japanese", run.status == 1 and "報告だけにある理由：CF501 danger" in run.out, run.out)
        report = json.loads(self.report("forged.eml"))
        report["ribbon"]["reasons"][0].update(code="CF998", name="of-tomorrow")
        run = Run("-", stdin=json.dumps(report).encode())
        self.expect("a code of a later version keeps the report's words", run.status == 0 and "CF998 of-tomorrow" in run.out and
                    squeeze(report["ribbon"]["reasons"][0]["found"]) in squeeze(run.out), run.err, run.out)

    def test_message(self):
        run = Run(self.file("plain.eml"), "--lookups=offline", "--lang=en")
        self.expect("a message is checked and explained", run.status == 0 and "CF105 no-signature" in run.out and "unsigned" in run.out, run.err, run.out)
        run = Run("-", "--lookups=offline", "--lang=ja", stdin=PLAIN)
        self.expect("from standard input, in Japanese", run.status == 0 and "電子署名が付いていません。" in run.out, run.err, run.out)
        run = Run(self.file("plain.eml"), "--lookups=" + self.file("none.jsonl"))
        self.expect("answers that cannot be read: an error", run.status == 2 and "none.jsonl" in run.err, run.err)

    # --- what strangers send ---

    def harmless(self, run):
        text = run.out + run.err
        bad = [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp", "Co")]
        turning = [c for c in text if c in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"]
        longest = max(map(len, text.splitlines()), default=0)
        # A sanitizer ends a program with status 1 as well.
        sound = "Sanitizer" not in run.err and "runtime error" not in run.err
        return run.status in (0, 1, 2) and sound and not bad and not turning and longest < 2000

    def test_hostile_strings(self):
        report = json.loads(self.report("forged.eml"))
        for place in list(strings(report)):
            files = []
            for number, text in enumerate(HOSTILE):
                changed = json.loads(json.dumps(report))
                put(changed, place, text)
                files.append(self.file(f"hostile-{number}.json", json.dumps(changed)))
            run = Run("--judge", *files)
            told = run.out.count("Judged again: ") + run.err.count(": is no report")
            self.expect(f"hostile text in {'.'.join(map(str, place))} is harmless", self.harmless(run) and told == len(HOSTILE),
                        f"{run.status}, {told} told: {run.out[:500]!r} {run.err[:500]!r}")

    def test_hostile_files(self):
        good = self.report("plain.eml").encode()
        for says, data in (("deeply nested", b"{\"a\":" * 100000), ("lists without end", b"{\"a\":" + b"[" * 100000), ("cut short", good[:200]),
                           ("half a surrogate", b'{"certfirst":1,"subject":"\\ud800"}'), ("no UTF-8", b'{"\xff\xfe":1}'),
                           ("a NUL", good[:50] + b"\0" + good[50:]), ("another object", b'{"a": 1}'), ("a comment", b"{ /* \x1b[31m */ }"),
                           ("an escape sequence as key", b'{"\\u001b[31m": 1}'), ("a report of version 2", good.replace(b'"certfirst":1', b'"certfirst":2')),
                           ("two objects on a line", good.strip() * 2), ("a megabyte", b'{"a":"' + b"x" * (1 << 20) + b'"}')):
            run = Run("-", "--judge", stdin=data)
            self.expect(f"{says}: refused with place and remedy", run.status == 2 and run.out == "" and self.harmless(run) and
                        ": line 1: is no report" in run.err and "check --format=json" in run.err, run.status, run.err[:500])
        name = self.at / "\x1b[31mred\n.json"
        name.write_bytes(b"{}")
        run = Run(str(name))
        self.expect("a name with escape sequences", run.status == 2 and self.harmless(run), repr(run.err))

    # --- pages ---

    def test_reasons_page(self):
        done = subprocess.run([sys.executable, str(ROOT / "docs/make-pages.py"), "reasons", PROGRAM], capture_output=True, check=True,
                              timeout=120, env=ENVIRONMENT)
        page = (ROOT / "docs/reasons.md").read_bytes()
        self.expect("docs/reasons.md is what make-pages.py makes (docs/make-pages.py reasons PROGRAM > docs/reasons.md)", done.stdout == page)

    def test_manuals(self):
        for manual, lang in zip(MANUALS, ("en", "ja")):
            text = pathlib.Path(manual).read_text(encoding="utf-8")
            table = read_table(lang)
            missing = [code for code, row in table.items() if f"{code} {row['name']}" not in text or row["meaning"] not in text]
            self.expect(f"certfirst.1 in {lang}: every code with its words", not missing and "@" not in re.sub(r"\S*@[A-Z[]\S*", "", text), *missing)
            for command in ("check", "explain", "policy dry-run", "history", "doctor", "engine"):
                self.expect(f"certfirst.1 in {lang}: certfirst {command}", f'.SS "certfirst {command} [' in text)
            self.expect(f"certfirst.1 in {lang}: no hidden option", "table" not in re.findall(r'^\.B "\\-\\-([a-z-]+)', text, re.M))
            if shutil.which("groff") is None:
                self.results.skip(f"certfirst.1 in {lang}: groff", "no groff")
                continue
            done = subprocess.run(["groff", "-man", "-ww", "-z", "-Kutf8", "-Tutf8", manual], capture_output=True, text=True, timeout=60, check=False)
            self.expect(f"certfirst.1 in {lang}: groff has nothing to say", done.returncode == 0 and not done.stderr, done.stderr)


def strings(value, place=()):
    """The place of every text in a report."""
    if isinstance(value, str):
        yield place
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in pairs:
        yield from strings(below, (*place, key))


def put(report, place, text):
    for key in place[:-1]:
        report = report[key]
    report[place[-1]] = text


def main():
    results = tap.Tap()
    with tempfile.TemporaryDirectory() as folder:
        tests = Tests(folder, results)
        for name in sorted(name for name in dir(tests) if name.startswith("test_")):
            getattr(tests, name)()
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
