"""run.py: Evolution with the ribbon, on the sample mailbox

Usage: run.py --build BUILD [--mailbox DIR --anchors PEM --policy FILE]
              [--out DIR] [--lang en|ja] [--theme NAME] [--scale 1|2] [--pictures]

With a display, Evolution opens in a home and on a message bus of its own,
which are removed afterwards; nothing is sent or fetched.  Without one (or with
--pictures), a picture of each mail is taken, in both languages unless one is
asked for.  Either way a table tells first what is said about each mail.
"""
import os
import subprocess
import sys

import host
import samples


class Guest:
    """The person's own display, in place of a session of ours."""
    env = os.environ


def open_evolution(engine, mails, look):
    evolution = host.Evolution(Guest(), engine, mails, look)
    with evolution.own_home():
        with open(evolution.log, "wb") as log:
            status = subprocess.run(["dbus-run-session", "--", *evolution.words()], env=evolution.env, stdout=log, stderr=log,
                                    check=False).returncode
        if status != 0:
            print(evolution.output(), file=sys.stderr)
        return status


if __name__ == "__main__":
    sys.exit(samples.run("Evolution", "evolution", open_evolution, host.Evolution))
