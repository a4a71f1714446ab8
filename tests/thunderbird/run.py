"""run.py: Thunderbird with the ribbon, on the sample mailbox

Usage: run.py --build BUILD [--mailbox DIR --anchors PEM --policy FILE] [--out DIR] [--lang en|ja] [--dark] [--pictures]

With a display, Thunderbird opens on the first mail, in a home of its own that
is removed afterwards.  Without one (or with --pictures), a picture of each
mail is taken, in both languages unless one is asked for.
"""
import argparse
import os
import pathlib
import shutil
import sys
import time

import bird


def parse_arguments():
    parser = argparse.ArgumentParser(description="Thunderbird with the ribbon, on a mailbox")
    parser.add_argument("--build", type=pathlib.Path, required=True, help="a build folder")
    parser.add_argument("--mailbox", type=pathlib.Path, help="folder of mails: files 1, 2 … or *.eml")
    parser.add_argument("--anchors", type=pathlib.Path, help="roots, PEM")
    parser.add_argument("--policy", type=pathlib.Path, help="rules")
    parser.add_argument("--out", type=pathlib.Path, help="folder for pictures")
    parser.add_argument("--lang", choices=["en", "ja"])
    parser.add_argument("--dark", action="store_true", help="the dark theme")
    parser.add_argument("--details", action="store_true", help="pictures with the details open")
    parser.add_argument("--only", type=int, nargs="*", help="pictures of these mails")
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


def make_setup(options, lang, display):
    judged_by = [f"--trust-anchors={options.anchors.resolve()}"] if options.anchors else []
    judged_by += [f"--policy={options.policy.resolve()}"] if options.policy else []
    return bird.Setup(options.build.resolve(), list_mails(options.mailbox), options=[*judged_by, "--history=none"], lang=lang,
                      dark=options.dark, display=display)


def is_steady(ribbon):
    return ribbon is None or bool(ribbon["headline"] and "loading" not in ribbon["look"])


def open_thunderbird(options):
    lang = options.lang or ("ja" if os.environ.get("LANG", "").startswith("ja") else "en")
    with bird.Bird(make_setup(options, lang, "given")) as box:
        box.open_folder()
        box.show(1)
        ribbon = bird.until(lambda: (seen := box.ribbon()) and is_steady(seen) and seen, bird.WAIT_SECONDS, "the ribbon of the first mail")
        print(f"certfirst: Thunderbird is open: Local Folders, Test; above the first mail: {ribbon['headline']}; close its window to end",
              flush=True)
        return box.process.wait()


def take_pictures(options):
    out = options.out or options.build / "screenshots" / "thunderbird"
    display = "own" if shutil.which("Xvfb") and shutil.which("import") else "none"
    for lang in [options.lang] if options.lang else ["en", "ja"]:
        setup = make_setup(options, lang, display)
        with bird.Bird(setup) as box:
            box.open_folder()
            for number, mail in enumerate(setup.mails, 1):
                if options.only and number not in options.only:
                    continue
                box.select(number)
                time.sleep(0.5)
                bird.until(lambda: is_steady(box.ribbon()), 30, f"the ribbon of mail {number}")
                if options.details and box.ribbon():
                    box.press("details")
                box.take_picture(out / f"{mail.stem}-{lang}{'-dark' if options.dark else ''}.png")
    print(f"certfirst: pictures are in {out}")
    return 0


def main():
    options = parse_arguments()
    if not shutil.which("thunderbird"):
        print("certfirst: thunderbird is not installed; \"make deps\" installs it", file=sys.stderr)
        return 2
    if not list_mails(options.mailbox):
        print(f"certfirst: {options.mailbox}: no mail in there; give a folder with files 1, 2 … or *.eml", file=sys.stderr)
        return 2
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    try:
        return open_thunderbird(options) if has_display and not options.pictures else take_pictures(options)
    except (bird.Trouble, bird.marionette.Refused, OSError) as trouble:
        print(f"certfirst: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
