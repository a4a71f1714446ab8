"""attack.py: hostile mails in a running Claws Mail

Usage: attack.py --build BUILD [--table FILE]
"""
import pathlib
import sys

import host

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import hostile  # noqa: E402

NEEDS = ["claws-mail", "Xvfb", "dbus-daemon", "gdbus", "openbox"]


class Claws(hostile.Attacks):
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


if __name__ == "__main__":
    sys.exit(hostile.main("Claws Mail", NEEDS, lambda *given: Claws("claws", *given)))
