"""run.py: Claws Mail with the ribbon, on the sample mailbox

Usage: run.py --build BUILD [--mailbox DIR --anchors PEM --policy FILE]
              [--out DIR] [--lang en|ja] [--theme NAME] [--scale 1|2] [--pictures]

With a display, Claws Mail opens in a home of its own, which is removed
afterwards; nothing is sent or fetched.  Without one (or with --pictures), a
picture of each mail is taken, in both languages unless one is asked for.
Either way a table tells first what is said about each mail.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

import host
import samples


def open_claws(engine, mails, look):
    with tempfile.TemporaryDirectory(prefix="certfirst-claws-") as folder:
        home = pathlib.Path(folder)
        env = host.prepare_home(home, engine, mails, look, os.environ)
        with open(home / "log", "wb") as log:
            status = subprocess.run(["claws-mail", "--select", f"{host.MAILBOX}/inbox/1"], env=env, stdout=log,
                                    stderr=log, check=False).returncode
        if status != 0:
            print((home / "log").read_text(errors="replace"), file=sys.stderr)
        return status


if __name__ == "__main__":
    sys.exit(samples.run("Claws Mail", "claws-mail", open_claws, host.Claws))
