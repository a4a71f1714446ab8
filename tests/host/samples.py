"""samples.py: a mail client with the ribbon on the sample mailbox, for a person or for pictures"""
import argparse
import os
import pathlib
import shutil
import sys

import desktop

NEEDS_FOR_PICTURES = ["Xvfb", "dbus-daemon", "gdbus", "openbox", "import", "identify"]
SIZE = (1100, 760)


def parse_arguments(name):
    parser = argparse.ArgumentParser(description=f"{name} with the ribbon, on a mailbox")
    parser.add_argument("--build", type=pathlib.Path, required=True, help="a build folder")
    parser.add_argument("--mailbox", type=pathlib.Path, help="folder of mails: files 1, 2 … or *.eml")
    parser.add_argument("--anchors", type=pathlib.Path, help="roots, PEM")
    parser.add_argument("--policy", type=pathlib.Path, help="rules")
    parser.add_argument("--out", type=pathlib.Path, help="folder for pictures")
    parser.add_argument("--lang", choices=["en", "ja"])
    parser.add_argument("--theme", help="GTK theme: Adwaita, Adwaita:dark, HighContrast …")
    parser.add_argument("--scale", type=int, choices=[1, 2])
    parser.add_argument("--pictures", action="store_true", help="take pictures although there is a display")
    options = parser.parse_args()
    if options.mailbox is None:
        samples = options.build / "tests" / "make" / "samples"
        options.mailbox = samples / "inbox"
        options.anchors = options.anchors or samples / "anchors.pem"
        options.policy = options.policy or samples / "policy.policy"
    return options


def list_mails(folder):
    """An MH folder in its order, or every *.eml by name."""
    numbered = sorted((path for path in folder.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))
    return numbered or sorted(folder.glob("*.eml"))


def print_table(mails, reports):
    for number, report in sorted(reports.items()):
        print(f"{mails[number - 1].name:>6}  {report['reasons'][0]['code']}  {report['verdict']:<19}"
              f" {report['severity']:<7}  {report['headline']}", flush=True)


def choose_lang(options):
    asked = options.lang or os.environ.get("LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return "ja" if asked.startswith("ja") else "en"


def take_pictures(options, engine, mails, make_client):
    missing = [program for program in NEEDS_FOR_PICTURES if not shutil.which(program)]
    if missing:
        print(f"certfirst: there is no display, and for pictures there is no {', '.join(missing)}", file=sys.stderr)
        return 2

    out = options.out or options.build / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    scale = options.scale or 1
    with desktop.Session((SIZE[0] * scale, SIZE[1] * scale)) as session:
        for lang in [options.lang] if options.lang else ["en", "ja"]:
            reports = engine.ask(mails, lang)
            print_table(mails, reports)
            look = desktop.Look(lang, options.theme or "Adwaita", scale, SIZE)
            with make_client(session, engine, mails, look) as client:
                for number, report in sorted(reports.items()):
                    client.show(number)
                    client.wait_for(report["ribbon"]["accessible_name"], seconds=30)
                    session.screenshot(out / f"{mails[number - 1].name}-{lang}.png")
    print(f"certfirst: pictures of {len(mails)} mails are in {out}")
    return 0


def run(name, program, open_client, make_client):
    """The whole program.  open_client (engine, mails, look): on the person's display, until it is closed;
    make_client (session, engine, mails, look): a driven one."""
    options = parse_arguments(name)
    engine = desktop.Engine(options.build, options.anchors, (options.policy,) if options.policy else ())
    mails = list_mails(options.mailbox)
    if not mails:
        print(f"certfirst: {options.mailbox}: no mail in there; give a folder with files 1, 2 … or *.eml", file=sys.stderr)
        return 2
    if not shutil.which(program):
        print(f"certfirst: {program} is not installed; \"make deps\" installs it", file=sys.stderr)
        return 2

    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    try:
        if not has_display or options.pictures:
            return take_pictures(options, engine, mails, make_client)
        look = desktop.Look(choose_lang(options), options.theme, options.scale, SIZE)
        print_table(mails, engine.ask(mails, look.lang))
        print(f"certfirst: {name} is open; close its window to end", flush=True)
        return open_client(engine, mails, look)
    except desktop.Trouble as trouble:
        print(f"certfirst: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
