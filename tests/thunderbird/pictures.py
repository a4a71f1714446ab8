"""pictures.py: how the ribbon looks in Thunderbird, for eyes

Usage: pictures.py --build BUILD --samples SAMPLES --out DIR [--only LOOK]

For each look: the ribbon of every kind of mail below each other, the window with
a danger and its details open, the report that can be handed over, and the page of
options.  "plain": the window of the button of the package without an Experiment.
Asserts nothing but that they come.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import bird
import handing
import thunderbird

WIDE, NARROW = (1180, 860), (500, 860)
CONTRAST = {"ui.useAccessibilityTheme": 1, "ui.prefersReducedMotion": 1}
# name: (language, dark, size, settings of Thunderbird, GTK theme)
LOOKS = {
    "en-light": ("en", False, WIDE, {}, None),
    "ja-light": ("ja", False, WIDE, {}, None),
    "ja-dark": ("ja", True, WIDE, {}, None),
    "en-dark": ("en", True, WIDE, {}, None),
    "en-dark-narrow": ("en", True, NARROW, {}, None),
    "ja-light-narrow": ("ja", False, NARROW, {}, None),
    "en-double": ("en", False, (2000, 1500), {"layout.css.devPixelsPerPx": "2"}, None),
    "en-contrast": ("en", False, WIDE, CONTRAST, "HighContrast"),
    "ja-contrast-dark": ("ja", True, WIDE, CONTRAST, "HighContrastInverse"),
}


def find_area(box):
    """The ribbon in pixels of the screen, as ImageMagick writes a part."""
    left, top, width, height = box.remote.run(bird.PLACES + """
      const m = find("3pane");
      const r = m.document.getElementById("certfirst-ribbon").getBoundingClientRect();
      const s = m.devicePixelRatio;
      return [(m.mozInnerScreenX + r.left) * s, (m.mozInnerScreenY + r.top) * s, r.width * s, r.height * s].map(Math.round);
    """)
    return f"{width}x{height}+{left}+{top}"


def take_strips(checks, box, lang, path):
    """One picture of the ribbons of all kinds of mail."""
    strips = []
    for number in checks.one_of_each(lang):
        if not checks.opens(number):
            continue
        box.show(number)
        box.wait_for(checks.wanted(number, lang))
        whole = checks.folder / f"{path.stem}-{number}.png"
        box.take_picture(whole)
        strips.append(whole.with_suffix(".strip.png"))
        subprocess.run(["convert", whole, "-crop", find_area(box), "+repage", strips[-1]], check=True)
    subprocess.run(["convert", *strips, "-bordercolor", "gray", "-border", "0x4", "-append", path], check=True)


def take_report(box, out, name):
    """What can be handed over: as it is at first, and with everything."""
    handing.open_report(box)
    for topic, form, everything in (("", "json", False), ("-everything", "text", True)):
        handing.choose(box, form, everything)
        box.remote.run(bird.PLACES + """
          find("3pane").document.querySelector("#certfirst-ribbon .panel").scrollTop = 100000;
        """)
        box.take_picture(out / f"{name}{topic}.png")


def take_popup(checks, out, lang, dark):
    """The window of the button, from its top and at its end."""
    name = f"{lang}-{'dark' if dark else 'light'}-plain"
    with bird.Bird(checks.setup(lang=lang, dark=dark, size=WIDE, xpi="plain", mails=checks.mails[:3])) as box:
        box.open_folder()
        box.show(1)
        title = checks.wanted(1, lang)
        bird.until(lambda: title in (box.button() or ""), bird.WAIT_SECONDS, f"{title} on the button")
        box.press_key("d")
        bird.until(lambda: handing.see_popup(box), bird.WAIT_SECONDS, "the window of the button")
        box.take_picture(out / f"{name}.png")
        handing.scroll_popup(box)
        box.take_picture(out / f"{name}-report.png")


def take_look(checks, out, name):
    lang, dark, size, prefs, theme = LOOKS[name]
    setup = checks.setup(lang=lang, dark=dark, size=size, prefs=prefs, theme=theme)
    with bird.Bird(setup) as box:
        if "layout.css.devPixelsPerPx" in prefs:
            box.remote.run('Services.wm.getMostRecentWindow("mail:3pane").resizeTo(given[0], given[1]);', size[0] // 2, size[1] // 2)
        box.open_folder()
        take_strips(checks, box, lang, out / f"{name}-ribbons.png")
        danger = next(number for number, report in sorted(checks.expected(lang).items()) if report["severity"] == "danger")
        for topic, number in (("danger", danger), ("good", 1)):
            box.show(number)
            box.wait_for(checks.wanted(number, lang))
            box.press("details")
            bird.until(lambda: box.ribbon()["open"], bird.WAIT_SECONDS, "the details")
            box.take_picture(out / f"{name}-{topic}.png")
            take_report(box, out, f"{name}-{topic}-report")
        box.keep_page = out / f"{name}-options.png"
        box.read_page("pages/options.html", "certfirst 0.")


def main():
    parser = argparse.ArgumentParser(description="how the ribbon looks in Thunderbird")
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--samples", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for the pictures")
    parser.add_argument("--only", choices=sorted([*LOOKS, "plain"]), nargs="*", help="these looks")
    options = parser.parse_args()
    wanted, options.only = options.only or [*LOOKS, "plain"], None
    out = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="certfirst-pictures-") as folder:
        checks = thunderbird.Checks(options, pathlib.Path(folder))
        checks.mails = checks.mails[:-1]
        for name in wanted:
            if name == "plain":
                for lang, dark in (("en", False), ("ja", False), ("en", True)):
                    take_popup(checks, out, lang, dark)
            else:
                take_look(checks, out, name)
            print(f"certfirst: {name}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
