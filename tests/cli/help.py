#!/usr/bin/python3
"""What exists, what --help says, and what the pages for people say: the same commands and options, in both languages.

Usage: help.py PROGRAM SOURCE-ROOT

The tables are read from plugin/cli/cf-cli-*.c: rows of commands ("name", function, N_(…)) and of options
("name", letter, flags, …).  A hidden option is in no help and on no page.
"""
import os
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))

import tap

PROGRAM, ROOT = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
COMMAND = re.compile(r'^  \{ "([a-z-]+)", \w+, N_\("', re.M)
ACTION = re.compile(r'^  \{ "([a-z]+)", (?:N_\("[A-Z]+"\)|NULL), (?:TRUE|FALSE), \w+ \},', re.M)
OPTION = re.compile(r'^    \{ "([a-z-]+)", (0|\'.\'), (\w+), (?:G_OPTION_ARG_\w+), ', re.M)
WRITTEN = re.compile(r"(?<![\w-])(--?[a-z][a-z-]*|-0)(?!\w)")
TABLES = {
    "check": "check", "scan": "scan", "doctor": "doctor", "explain": "explain", "engine": "engine", "history": "history", "policy show": "policy-show",
    "policy dry-run": "policy-dryrun", "policy observed": "policy-observed",
}
ALWAYS = {"--help", "-h", "--version"}
# Of other programs.
ELSEWHERE = {"--verify"}


def source(name):
    return (ROOT / "plugin" / "cli" / f"cf-cli-{name}.c").read_text(encoding="utf-8")


def read_options(text):
    """(shown, hidden) of the tables in a piece of source."""
    shown, hidden = set(), set(re.findall(r'\bLATER \("([a-z-]+)"', text))
    for name, letter, flags in OPTION.findall(text):
        (hidden if "HIDDEN" in flags else shown).add(name)
        if letter != "0":
            shown.add(letter.strip("'"))
    return {dashed(name) for name in shown}, {dashed(name) for name in hidden}


def dashed(name):
    return f"-{name}" if len(name) == 1 else f"--{name}"


def tables():
    """Every command with its options."""
    found = {command: read_options(source(name)) for command, name in TABLES.items()}
    bundle = source("policy-bundle")
    cuts = [bundle.index(f"\ncf_cli_policy_{name} (") for name in ("import", "verify")]
    found["policy import"] = read_options(bundle[cuts[0]:bundle.index("parse_options", cuts[0])])
    found["policy verify"] = read_options(bundle[cuts[1]:])
    found["policy bundle"] = read_options(bundle[bundle.index("parse_options", cuts[0]):cuts[1]])
    found["policy lint"] = (set(), set())
    return found


def show_help(*words, language=""):
    done = subprocess.run([PROGRAM, *words, "--help"], capture_output=True, text=True, check=True, timeout=60,
                          env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE=language))
    return done.stdout


def section_of(page, command):
    """The part of docs/commands.md that is about a command."""
    if command.startswith("policy "):
        return next(line for line in page.splitlines() if line.startswith(f"| `certfirst {command}"))
    return page.split(f"## certfirst {command}")[1].split("\n## ")[0]


def compare(results, name, wanted, found):
    missing, more = sorted(wanted - found), sorted(found - wanted)
    results.result(not missing and not more, name,
                   [f"missing: {' '.join(missing)}"] * bool(missing) + [f"too many: {' '.join(more)}"] * bool(more))


def check_commands(results):
    listed = {"": set(COMMAND.findall(source("main"))), "policy": set(COMMAND.findall(source("policy")))}
    pages = "".join(page.read_text(encoding="utf-8") for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    for over, names in listed.items():
        for language in ("", "ja"):
            text = show_help(*over.split(), language=language)
            rows = {match[1]: match[2] for match in re.finditer(r"^  ([a-z-]+) +(\S.*)$", text, re.M)}
            compare(results, f"certfirst {over} --help {language}: commands", names, rows.keys())
            if language:
                plain = sorted(name for name, says in rows.items() if says.isascii())
                results.result(not plain, f"certfirst {over}: every command has words in Japanese", plain)
        unnamed = sorted(name for name in names if f"certfirst {over} {name}".replace("  ", " ") not in pages)
        results.result(not unnamed, f"certfirst {over}: README or docs show every command", unnamed)
    told = show_help()
    results.result(all(name in told for name in listed["policy"]), "certfirst --help names what policy can do")
    results.result(all(name in told for name in ACTION.findall(source("history"))), "and what history can do")


def check_options(results):
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command, (shown, hidden) in tables().items():
        for language in ("", "ja"):
            rows = {}
            for match in re.finditer(r"^  (?:(-\w), )?(--[a-z-]+)\S* +(\S.*)$", show_help(*command.split(), language=language), re.M):
                rows.update({name: match[3] for name in (match[1], match[2]) if name})
            compare(results, f"certfirst {command} --help {language}: options", shown, rows.keys() - ALWAYS | shown & rows.keys())
            if language:
                plain = sorted(name for name, says in rows.items() if says.isascii() and name not in ALWAYS)
                results.result(not plain, f"certfirst {command}: every option has words in Japanese", plain)
        compare(results, f"docs/commands.md: certfirst {command}", shown, set(WRITTEN.findall(section_of(page, command))))
        results.result(not hidden & set(WRITTEN.findall(show_help(*command.split()))), f"certfirst {command}: hides what it should")


def check_pages(results):
    """No page names an option that no command has; `certfirst-gallery` and `certfirst-mark` are programs of their own."""
    known = set().union(ALWAYS, ELSEWHERE, *(shown for shown, _ in tables().values()))
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        quoted = " ".join(re.findall(r"`(?!certfirst-)[^`\n]*`|^    certfirst .*$", page.read_text(encoding="utf-8"), re.M))
        unknown = sorted({name for name in re.findall(r"(?<![\w-])--[a-z][a-z-]*", quoted)} - known)
        results.result(not unknown, f"{page.relative_to(ROOT)}: names no option that is not there", unknown)


def main():
    results = tap.Tap()
    check_commands(results)
    check_options(results)
    check_pages(results)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
