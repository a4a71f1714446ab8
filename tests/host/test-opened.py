"""test-opened.py: "make run" or "make run-evolution" opens the sample mailbox, and takes pictures where there is no display

Usage: test-opened.py RUN.PY NAME PROGRAM --build BUILD
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))
import tap  # noqa: E402

sys.path.insert(0, str(HERE))
import desktop  # noqa: E402
import starting  # noqa: E402
import samples  # noqa: E402

NEEDS = [*samples.NEEDS_FOR_PICTURES, "xdotool", "dbus-run-session"]
PICTURE_BYTES = 10000


def without_a_display(run, build, folder):
    """Two of the mails: a table says what each is, and there is a picture of each."""
    mailbox = folder / "mailbox"
    mailbox.mkdir()
    made = build / "tests" / "make" / "samples"
    for number in "12":
        shutil.copy(made / "inbox" / number, mailbox)
    said = starting.take_pictures(run, "--build", build, "--mailbox", mailbox, "--anchors", made / "anchors.pem", "--policy",
                                made / "policy.policy", "--out", folder / "pictures", "--lang", "en")
    lines = said.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["1", "2"] and all("CF" in line for line in lines[:2]), said
    assert lines[-1] == f"certfirst: pictures of 2 mails are in {folder / 'pictures'}", said
    for number in "12":
        assert (folder / "pictures" / f"{number}-en.png").stat().st_size > PICTURE_BYTES, "an empty picture"


def has_window(display, program):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", program], env={**os.environ, "DISPLAY": display},
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return bool(found.stdout.split())


def with_a_display(run, build, name, program):
    with starting.on_display(run, "--build", build, "--lang", "en") as (process, display):
        for said in process.stdout:
            if "CF" not in said:
                break
        assert said == f"certfirst: {name} is open; close its window to end\n", said
        desktop.until(lambda: has_window(display, program), starting.SECONDS, f"a window of {name}")
        assert program in starting.list_children(process.pid), starting.list_children(process.pid)


def main():
    run, name, program, build = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[5]).resolve()
    for needed in (*NEEDS, program):
        if not shutil.which(needed):
            tap.skip_all(f"not installed: {needed}")
    plan = tap.Tap()
    with tempfile.TemporaryDirectory(prefix="certfirst-opened-") as folder:
        for says, check, given in (("without a display pictures are taken", without_a_display, (pathlib.Path(folder),)),
                                   (f"with a display {name} opens", with_a_display, (name, program))):
            try:
                check(run, build, *given)
                plan.result(True, says)
            except (AssertionError, OSError, desktop.Trouble, subprocess.SubprocessError) as trouble:
                plan.result(False, says, str(trouble).splitlines())
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
