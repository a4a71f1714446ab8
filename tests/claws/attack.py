"""attack.py: hostile mails in a running Claws Mail

Usage: attack.py --build BUILD [--table FILE]
"""
import pathlib
import subprocess
import sys

import host

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import hostile  # noqa: E402

NEEDS = ["claws-mail", "Xvfb", "dbus-daemon", "gdbus", "openbox"]


class Claws(hostile.Attacks):
    followed = (("reply-list-post", "ctrl+r"),)

    def open_client(self, paths):
        return host.Claws(self.session, self.engine, paths)

    def parts(self, claws):
        """What is said of the parts beside the text: their icons have descriptions."""
        roles = self.session.atspi.Role
        return [node.get_name() for node in claws.everything() if node.get_role() == roles.PANEL and node.get_name()]

    def see(self, claws, number, report):
        claws.select(number)
        subject = host.squeeze(self.mails[number - 1].subject)
        text = host.until(lambda: (text := claws.message_text()) and subject in host.squeeze(text) and text, hostile.SECONDS,
                          "the text of the mail")
        claws.wait_for(report["ribbon"]["accessible_name"], seconds=hostile.SECONDS)
        head, _, body = text.partition("\n\n")
        sender = [line for line in head.splitlines() if line.startswith("From:")]
        return hostile.Shown("\n".join([body, *self.parts(claws)]), "\n".join(sender))

    def answer(self, claws, how):
        """Of the window that is written in, all that holds an address."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", how], env=self.session.env, check=True, timeout=20)
        window = host.until(lambda: next((one for one in claws.windows() if "Compose message" in one.get_name()), None),
                            hostile.SECONDS, "the window of an answer")
        read = self.session.atspi.Text.get_text
        roles = self.session.atspi.Role
        return host.until(lambda: [text for node in claws.walk(window) if node.get_role() == roles.TEXT
                                   and "@" in (text := read(node, 0, 200)) and "\n" not in text], hostile.SECONDS, "an address")


if __name__ == "__main__":
    sys.exit(hostile.main("Claws Mail", NEEDS, lambda *given: Claws("claws", *given)))
