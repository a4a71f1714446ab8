#!/usr/bin/python3
"""Every command that README.md and the pages of docs/ show is run as it is typed, or stands here with the reason why not, and with what runs it.

Usage: commands.py PROGRAM SOURCE-ROOT SAMPLES [WORD]

A command is a line of an indented block, a heading, or a piece of code in a sentence that begins with the name of a program.  Each page has a
folder of its own, in which its commands are run in their order; WORD: only pages whose name has it.  Nobody outside is asked: the rules of this
person forbid it.
"""
import pathlib
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True

import desk as desks
import tap

PROGRAM, ROOT, SAMPLES = (pathlib.Path(word).resolve() for word in sys.argv[1:4])
ONLY = sys.argv[4] if len(sys.argv) > 4 else ""
# How many commands there are at least, where they matter most.
LEAST = {"README.md": 30, "docs/administrators.md": 25, "docs/help-desk.md": 8, "docs/user-guide.md": 2, "docs/ja/user-guide.md": 2,
         "docs/policy.md": 9, "docs/commands.md": 15, "docs/security.md": 4}
BLOCK = re.compile(r"^ {4,8}(\S.*)$", re.M)
HEADING = re.compile(r"^#+ (certfirst [^:\n]*)$", re.M)
INLINE = re.compile(r"`([^`\n]+)`")
# Programs that may not be installed here.
PROGRAMS = {"sudo", "apt", "apt-get", "aptitude", "dpkg", "systemctl", "journalctl", "git", "wget", "curl", "docker", "ansible", "ansible-playbook", "parallel",
            "jq", "duckdb", "sqlite3", "gpgsm", "openssl", "ssh", "scp", "rsync", "meson", "ninja", "make", "sh", "bash", "python3", "thunderbird",
            "claws-mail", "evolution", "gsettings", "man", "systemd-run"}
# First words that are also names of programs; here they are words of something else.
NO_COMMANDS = (
    (r"write \(.*|read \(.*", "protocol.md, a call of C"),
    (r"file .*|version .*", "policy.md, the text inside a bundle"),
    (r"client .*|monitor .*|mail .*", "a drawing"),
    (r"(import|from|def|with|return) .*", "protocol.md, Python"),
    (r"certfirst-policy-bundle 1", "policy.md, the first line of a bundle"),
    (r"openssl cms( -verify)?|gpgsm --verify", "performance.md, what is measured beside ours: make bench runs it"),
)
# What this test does not run, and what does.
ELSEWHERE = (
    (r"sudo apt install .*", "make test-packages installs them in a clean root"),
    (r"make (deps|test)", "this test is run by it"),
    (r"make bench(-scan|-write)?( .*)?", "measures for minutes or hours: by hand; what it starts is tried small by bench-small"),
    (r"make soak", "an hour under valgrind; CI has a short walk"),
    (r"make (coverage|shapes|analyse|mutants( .*)?)", "minutes to hours: by hand"),
    (r"make fuzz .*", "as long as it is told; the kept findings run in the tests of each reader"),
    (r"make run(-\w+)?", "shows a window; the test \"-opened\" of each mail client starts what it starts"),
    (r"make (check-packages|test-packages|packages)", "minutes, and needs a mirror of Debian: by hand, before packages are given to anybody"),
    (r"certfirst-mark|certfirst-gallery .*", "a window: tests/ui"),
    (r"man .*", "tests/packaging/pages.py reads each page with man"),
    (r"enabled rulename .*", "tests/claws/rules.py, in Claws Mail itself"),
    (r"parallel .*|python3 scan-dask\.py .*", "tests/whole/recipes.py, with two hosts and with two workers"),
    (r"python3 -m http\.server .*|sh certfirst-fetch-bundle .*", "tests/whole/rollout.py, with a server"),
    (r"meson (install|test)", "what each package and CI does"),
    (r"certfirst (check|scan|samples|explain|check --format=json|explain --others)", "the name of a command in a sentence; its synopsis is run from docs/commands.md"),
    (r"certfirst (policy COMMAND|history ACTION)", "a heading; each command stands below it"),
    (r"certfirst policy bundle FILE…", "asks for key and certificate: run in full from docs/policy.md"),
)
# A synopsis: what stands for the names in capitals; what may be left out is.
FILLED = ((r" \[-[^\]]*\](\.\.\.)?", ""), (r" \| (-$|REPORT\.json \| FILE…)", ""), (r"lint FILE…", "lint pilot.policy"), (r"import FILE", "import history.jsonl"),
          (r"FILE…", "message.eml"), (r"PATH…", "Maildir"), (r"\bADDRESS\b", "info@bank.example"), (r"\bCSV\b", "partners.csv"), (r"\bBUNDLE\b", "policy.cfbundle --cert=rules.pem"),
          (r"\bCOMMAND\b", "lint"),
          (r"^certfirst lint", "certfirst check"), (r"\bDIR\b", "new-folder"), (r"\bCODE\b", "CF501"),
          (r"=NUMBER", "=365"), (r"=URL", "=http://crl.ca.example/list.crl"))
GOOD = {0, 1, 3}


def is_program(word):
    return word.startswith("certfirst") and "." not in word and "_" not in word or word in PROGRAMS or bool(shutil.which(word))


def find(pattern, line):
    return next((why for rule, why in pattern if re.fullmatch(rule, line)), None)


def read_commands(text):
    """The commands of a page, each once, in their order."""
    blocks = [match[1] for match in BLOCK.finditer(text)]
    words = [match[1] for match in INLINE.finditer(text) if " " in match[1] or match[1] in ("certfirst-mark",)]
    found = [line for line in [*blocks, *HEADING.findall(text), *words] if is_program(line.split()[0]) and not find(NO_COMMANDS, line)]
    return list(dict.fromkeys(re.sub(r"\s+#.*", "", line) for line in found))


def check_tables(results, texts):
    """A row that no page needs any more hides what the next one would say."""
    pieces = [piece for text in texts for pattern in (BLOCK, INLINE, HEADING) for piece in pattern.findall(text)]
    stale = [rule for table in (NO_COMMANDS, ELSEWHERE) for rule, _ in table if not any(re.fullmatch(rule, re.sub(r"\s+#.*", "", one)) for one in pieces)]
    results.result(not stale, "each exception is one that a page needs", stale)


def fill(line):
    for rule, text in FILLED:
        line = re.sub(rule, text, line)
    return line


def read_block(page, first):
    """A block of a page by the words with which it begins, as the file that it shows."""
    match = re.search(rf"^ {{4}}{re.escape(first)}.*\n(?: {{4}}.*\n|\n(?= {{4}}))*", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.M)
    return re.sub(r"^ {4}", "", match[0], flags=re.M)


def furnish(desk):
    """What only these pages speak of."""
    at = desk.at
    (at / "inbox").mkdir()
    for number, sender in enumerate(("sato@example.jp", "info@bank.example", "s3@d3.example")):
        (at / "inbox" / str(number)).write_text(desks.mail(number).replace(f"s{number}@d{number}.example", sender))
    (at / "50-bank.policy").write_text(read_block("policy.md", "# /etc/certfirst/policy.d/50-bank.policy"))
    (at / "partners.csv").write_text(read_block("policy.md", "name,domain,since,class"))
    for name in ("my.policy", "10-org.policy", "20-bank.policy"):
        shutil.copy(at / "pilot.policy", at / name)
    for made, name in (("rules.pem", "corp-ca.pem"), ("report.json", "報告.json")):
        shutil.copy(at / made, at / name)
    own = at / "config" / "certfirst"
    own.mkdir(parents=True, exist_ok=True)
    (own / "policy.d").mkdir()
    (own / "policy.d" / "quiet.policy").write_text("[network]\nmode=none\n")
    (at / "data" / "certfirst").mkdir(parents=True)
    desk.run("certfirst scan --lookups=offline --output=out/0.jsonl archive/0.mbox")
    desk.run("certfirst check --lookups=offline --history=data/certfirst/ledger.db inbox/*; certfirst history export >history.jsonl")
    desk.run("certfirst policy bundle --key=rules.key --cert=rules.pem --version=1 --output=policy.cfbundle pilot.policy")


def run_page(results, desk, page):
    name = str(page.relative_to(ROOT))
    lines = read_commands(page.read_text(encoding="utf-8"))
    place = desk.at / "pages" / name.replace("/", "-")
    shutil.copytree(desk.at, place, ignore=shutil.ignore_patterns("pages", "bin", "config", "data", "state"))
    for line in lines:
        if find(ELSEWHERE, line):
            continue
        done = desk.run(fill(line), at=place)
        fine = done.returncode in GOOD and "certfirst: " not in done.stderr
        results.result(fine, f"{name}: {line}", [] if fine else [fill(line), done.returncode, done.stderr[-500:]])
    results.result(len(lines) >= LEAST.get(name, 0), f"{name}: {len(lines)} commands")


def main():
    results = tap.Tap()
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/ja").glob("*.md"))]
    with tempfile.TemporaryDirectory() as folder:
        desk = desks.Desk(folder, PROGRAM, SAMPLES)
        furnish(desk)
        for page in pages:
            if ONLY in page.name:
                run_page(results, desk, page)
    check_tables(results, [page.read_text(encoding="utf-8") for page in pages])
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
