"""run.py: Claws Mail with the ribbon, on the sample mailbox

Usage: run.py --build BUILD [--mailbox DIR --anchors PEM --policy FILE]
              [--out DIR] [--lang en|ja] [--theme NAME] [--scale 1|2] [--pictures]

With a display, Claws Mail opens in a home of its own, which is removed
afterwards; nothing is sent or fetched.  Without one (or with --pictures), a
picture of each mail is taken, in both languages unless one is asked for.
Either way a table tells first what is said about each mail.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import host  # noqa: E402

NEEDS_FOR_PICTURES = ["Xvfb", "dbus-daemon", "gdbus", "openbox", "import", "identify"]


def parse_arguments():
    parser = argparse.ArgumentParser(description="Claws Mail with the ribbon, on a mailbox")
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


def open_claws(options, engine, mails):
    look = host.Look(choose_lang(options), options.theme, options.scale)
    print_table(mails, engine.ask(mails, look.lang))
    with tempfile.TemporaryDirectory(prefix="certfirst-claws-") as folder:
        home = pathlib.Path(folder)
        env = host.prepare_home(home, engine, mails, look, os.environ)
        print("certfirst: Claws Mail is open; close its window to end", flush=True)
        with open(home / "log", "wb") as log:
            status = subprocess.run(["claws-mail", "--select", f"{host.MAILBOX}/inbox/1"], env=env, stdout=log,
                                    stderr=log, check=False).returncode
        if status != 0:
            print((home / "log").read_text(errors="replace"), file=sys.stderr)
        return status


def take_pictures(options, engine, mails):
    missing = [program for program in NEEDS_FOR_PICTURES if not shutil.which(program)]
    if missing:
        print(f"certfirst: there is no display, and for pictures there is no {', '.join(missing)}", file=sys.stderr)
        return 2

    out = options.out or options.build / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    scale = options.scale or 1
    size = (1100, 760)
    with host.Session((size[0] * scale, size[1] * scale)) as session:
        for lang in [options.lang] if options.lang else ["en", "ja"]:
            reports = engine.ask(mails, lang)
            print_table(mails, reports)
            look = host.Look(lang, options.theme or "Adwaita", scale, size)
            with host.Claws(session, engine, mails, look) as claws:
                for number, report in sorted(reports.items()):
                    claws.show(number)
                    claws.wait_for(report["ribbon"]["accessible_name"])
                    session.screenshot(out / f"{mails[number - 1].name}-{lang}.png")
    print(f"certfirst: pictures of {len(mails)} mails are in {out}")
    return 0


def main():
    options = parse_arguments()
    engine = host.Engine(options.build, options.anchors, (options.policy,) if options.policy else ())
    mails = list_mails(options.mailbox)
    if not mails:
        print(f"certfirst: {options.mailbox}: no mail in there; give a folder with files 1, 2 … or *.eml", file=sys.stderr)
        return 2
    if not shutil.which("claws-mail"):
        print("certfirst: claws-mail is not installed; \"make deps\" installs it", file=sys.stderr)
        return 2

    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    try:
        if has_display and not options.pictures:
            return open_claws(options, engine, mails)
        return take_pictures(options, engine, mails)
    except host.Trouble as trouble:
        print(f"certfirst: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
