"""packaging.py: what desktops read about Certfirst is well formed, whole, and agrees

Usage: packaging.py ROOT

Uses appstreamcli and desktop-file-validate where they are installed, and reads
the files itself in any case.
"""
import configparser
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import tap  # noqa: E402

ID = "org.certfirst.Certfirst"
SVG = "{http://www.w3.org/2000/svg}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Of which there is one in each language.
TRANSLATED = ("summary", "description/p")
# Never in a picture of ours: it would run, fetch or name somebody.
FORBIDDEN = re.compile(r"<script|<image|<foreignObject|href=|url\(|<!ENTITY|on[a-z]+=", re.I)


def run_tool(plan, name, command):
    if shutil.which(command[0]) is None:
        plan.skip(name, f"no {command[0]}")
        return
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    plan.result(done.returncode == 0, name, [done.stdout, done.stderr])


def check_metainfo(root, plan):
    path = root / "packaging" / f"{ID}.metainfo.xml"
    component = ElementTree.parse(path).getroot()
    text = {child.tag: (child.text or "").strip() for child in component}
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(root / "packaging" / f"{ID}.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    plan.result(text["id"] == ID == text["icon"] == desktop["Icon"], "metainfo, desktop entry and icon have one name")
    plan.result(text["launchable"] == f"{ID}.desktop", "metainfo names the desktop entry")
    plan.result(text["project_license"] in (root / "meson.build").read_text(encoding="utf-8"), "metainfo has the project's licence")
    for tag in TRANSLATED:
        languages = [node.get(LANG, "en") for node in component.findall(tag)]
        plan.result(languages.count("en") == languages.count("ja") > 0, f"metainfo has {tag} in both languages", [languages])
    lacking = [key for key in ("Name", "Comment", "Keywords") if f"{key}[ja]" not in desktop]
    plan.result(not lacking, "the desktop entry has its words in both languages", lacking)
    run_tool(plan, "appstreamcli finds no fault", ["appstreamcli", "validate", "--no-net", str(path)])
    run_tool(plan, "desktop-file-validate finds no fault", ["desktop-file-validate", str(root / "packaging" / f"{ID}.desktop")])


def complain(path):
    """Everything that is wrong with a picture; docs/icons.md has the rules."""
    source = path.read_text(encoding="utf-8")
    tree = ElementTree.fromstring(source)
    size = "16" if path.stem.endswith("-symbolic") else "48"
    if (tree.get("width"), tree.get("height"), tree.get("viewBox")) != (size, size, f"0 0 {size} {size}"):
        yield f"not on the grid of {size}"
    if FORBIDDEN.search(source.replace('xmlns="http://www.w3.org/2000/svg"', "")):
        yield "holds more than shapes"
    if size == "48":
        return
    if {node.tag for node in tree.iter()} - {SVG + "svg", SVG + "g", SVG + "path", SVG + "title"}:
        yield "a symbolic icon is made of paths"
    if any(node.get("stroke") for node in tree.iter()):
        yield "a symbolic icon has no strokes"


def check_icons(root, plan):
    icons = sorted((root / "icons").glob("*.svg"))
    for path in icons:
        notes = list(complain(path))
        plan.result(not notes, f"{path.name}: on the grid", notes)
    named = (root / "docs" / "icons.md").read_text(encoding="utf-8")
    lacking = [path.name for path in icons if path.stem.removeprefix("certfirst-").removesuffix("-symbolic")
               .removeprefix("mark-") not in named]
    plan.result(not lacking and "GPL-3.0-or-later" in named, "docs/icons.md names every icon and the licence", lacking)


def main():
    root = pathlib.Path(sys.argv[1])
    plan = tap.Tap()
    check_metainfo(root, plan)
    check_icons(root, plan)
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
