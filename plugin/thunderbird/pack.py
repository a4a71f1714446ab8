#!/usr/bin/python3
"""pack.py: addon/ + po/ + icons/ -> an .xpi, the same bytes each time

Usage: pack.py --kind full|plain --id ID --version VERSION --root ROOT --out FILE
       pack.py --list FOLDER        names what the packages are made of

"plain" has no Experiment: it shows the verdict in a button of the message
header only.  Texts come from words.h and po/*.po, so that there is one source
of them; the paths of the icons become a module.
"""
import argparse
import gettext
import io
import json
import pathlib
import re
import subprocess
import sys
import zipfile

WORD = re.compile(r'^CF_WORD \((\w+),\s*(?:N_\()?"((?:[^"\\]|\\.)*)"\)?\)', re.M)
PATH = re.compile(r'<path[^>]*\bd="([^"]+)"')
# Zip knows no time before this; any fixed one will do.
WHEN = (1980, 1, 1, 0, 0, 0)
# What pages need of the Experiment.
SHARED = ("experiment/build.js", "experiment/choice.js")
APP_ICON = "org.certfirst.Certfirst.svg"


def list_files(folder):
    return sorted(path for path in (folder / "addon").rglob("*") if path.is_file())


def read_words(header):
    """{key: English text}; a text that no line of the table gives cannot be asked for."""
    return {key: json.loads(f'"{text}"') for key, text in WORD.findall(header.read_text(encoding="utf-8"))}


def read_catalogue(path):
    """Translations that count: msgfmt leaves out those that are doubtful."""
    done = subprocess.run(["msgfmt", "-o", "-", str(path)], check=True, stdout=subprocess.PIPE)
    return gettext.GNUTranslations(io.BytesIO(done.stdout))


def make_messages(words, catalogue):
    """_locales/*/messages.json; a dollar sign would be a placeholder."""
    texts = {key: catalogue.gettext(text) if catalogue else text for key, text in words.items()}
    return to_json({key: {"message": text.replace("$", "$$")} for key, text in texts.items()})


def to_json(value):
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def make_icons(folder):
    """lib/icons.js: the symbolic icons as paths on a grid of 16."""
    icons = {path.stem.removesuffix("-symbolic"): PATH.findall(path.read_text(encoding="utf-8"))
             for path in sorted(folder.glob("*-symbolic.svg"))}
    return b"/* icons.js: made of icons/ by pack.py */\nexport const icons = " + to_json(icons).rstrip() + b";\n"


def make_theme_icons(folder):
    """One dark and one light form of the button's icons: {name in the package: octets}."""
    files = {"icons/certfirst.svg": (folder / APP_ICON).read_bytes()}
    for path in sorted(folder.glob("certfirst-*-symbolic.svg")):
        if "-mark-" not in path.name:
            name = path.stem.removesuffix("-symbolic")
            text = path.read_text(encoding="utf-8")
            files[f"icons/{name}-dark.svg"] = text.encode()
            files[f"icons/{name}-light.svg"] = text.replace("#2e3436", "#fbfbfe").encode()
            files[f"icons/{name}.svg"] = (folder / f"{name}.svg").read_bytes()
    return files


def make_manifest(text, options):
    manifest = json.loads(text)
    manifest["version"] = options.version
    manifest["browser_specific_settings"]["gecko"]["id"] = options.id
    if options.kind == "plain":
        del manifest["experiment_apis"]
    return to_json(manifest)


def collect(options):
    """{name in the package: octets}"""
    here = options.root / "plugin" / "thunderbird"
    files = {str(path.relative_to(here / "addon")): path.read_bytes() for path in list_files(here)}
    files["manifest.json"] = make_manifest(files["manifest.json"], options)
    if options.kind == "plain":
        files = {name: data for name, data in files.items() if not name.startswith("experiment/") or name in SHARED}
    words = read_words(here / "words.h")
    files["_locales/en/messages.json"] = make_messages(words, None)
    for catalogue in sorted((options.root / "po").glob("*.po")):
        files[f"_locales/{catalogue.stem}/messages.json"] = make_messages(words, read_catalogue(catalogue))
    files["lib/icons.js"] = make_icons(options.root / "icons")
    files.update(make_theme_icons(options.root / "icons"))
    files["LICENSE"] = (options.root / "LICENSE").read_bytes()
    return files


def write_package(files, out):
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, files[name])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", type=pathlib.Path)
    parser.add_argument("--kind", choices=["full", "plain"])
    parser.add_argument("--id")
    parser.add_argument("--version")
    parser.add_argument("--root", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    if options.list:
        print("\n".join(str(path.relative_to(options.list)) for path in list_files(options.list)))
        return 0
    write_package(collect(options), options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
