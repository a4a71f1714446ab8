#!/usr/bin/python3
"""The pages of docs/ keep what they promise: links and pictures are there, both languages have the same parts, tests that are named exist.

Usage: docs.py ROOT BUILD
"""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import tap  # noqa: E402

ROOT, BUILD = map(pathlib.Path, sys.argv[1:3])
TESTS = {test["name"] for test in json.loads((BUILD / "meson-info/intro-tests.json").read_text(encoding="utf-8"))}
LINK = re.compile(r"\]\(([^)#:]+?)\)")
NAMED = re.compile(r"`((?:docs|tests|packaging|plugin)/[\w./-]+\.(?:md|py|sh|yml|h|c|svg))`")
# Columns of a page that name tests.
CLAIMS = {"threat-model.md": "tests", "security.md": "where it is tested"}


def pages():
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/ja").glob("*.md"))]


def check_links(plan):
    for page in pages():
        text = page.read_text(encoding="utf-8")
        lacking = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
        lacking += [name for name in NAMED.findall(text) if not (ROOT / name).exists()]
        plan.result(not lacking, f"{page.relative_to(ROOT)}: every link, picture and file that it names is there", lacking)


def read_columns(text, name):
    """The cells below a heading of that name, of every table."""
    at = None
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if name in cells:
            at = cells.index(name)
        elif not cells:
            at = None
        elif at is not None and at < len(cells) and not set(cells[at]) <= set("-: "):
            yield cells[0], cells[at]


def is_a_test(name):
    return (name in TESTS or (ROOT / "tests/messages" / name / "case.ini").exists() or (ROOT / name).exists() or
            name.startswith("make "))


def check_claims(plan):
    for page, column in CLAIMS.items():
        rows = list(read_columns((ROOT / "docs" / page).read_text(encoding="utf-8"), column))
        unknown = [f"{what}: {name}" for what, cell in rows for name in re.findall(r"`([^`]+)`", cell) if not is_a_test(name)]
        bare = [what for what, cell in rows if "`" not in cell]
        plan.result(len(rows) >= 7 and not unknown and not bare, f"{page}: each row names its tests, and they are there", unknown + bare)


def check_attacks(plan):
    """Names of cases in the threat model, some with a star; and how many attacks there are."""
    text = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
    named = re.findall(r"`(attack-[\w-]+\*?)`", text)
    unknown = [name for name in named if not list((ROOT / "tests/messages").glob(name))]
    count = len(list((ROOT / "tests/messages").glob("attack-*/case.ini")))
    plan.result(named and not unknown and f"{count} folders `attack-" in text,
                f"threat-model.md: the attacks that it names are there, and it says that they are {count}", unknown)


def shape(text):
    """What two languages of a page have in common: headings by depth, pictures, commands, tables."""
    return ([len(mark) for mark in re.findall(r"^(#+) ", text, re.M)], re.findall(r"images/([\w-]+)-(?:en|ja)\.png", text),
            [line.replace(" --lang=ja", "") for line in re.findall(r"^    (certfirst .*)$", text, re.M)], text.count("\n| "))


def check_languages(plan):
    for japanese in sorted((ROOT / "docs/ja").glob("*.md")):
        english = ROOT / "docs" / japanese.name
        shapes = [shape(page.read_text(encoding="utf-8")) for page in (english, japanese)]
        plan.result(shapes[0] == shapes[1] and shapes[0][1], f"{japanese.name}: the same parts, pictures and commands in both languages", shapes)


def main():
    plan = tap.Tap()
    check_links(plan)
    check_claims(plan)
    check_attacks(plan)
    check_languages(plan)
    sys.exit(plan.finish())


if __name__ == "__main__":
    main()
