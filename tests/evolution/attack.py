"""attack.py: hostile mails in a running Evolution

Usage: attack.py --build BUILD [--table FILE]
"""
import pathlib
import sys

import host

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import hostile  # noqa: E402

NEEDS = ["evolution", "Xvfb", "dbus-daemon", "gdbus", "openbox", "xdotool"]


class Evolution(hostile.Attacks):
    def open_client(self, paths):
        evolution = host.Evolution(self.session, self.engine, paths, host.Look(size=(1270, 860)))
        return evolution

    def texts(self, evolution):
        """Everything in the page that shows the mail, tables too."""
        from gi.repository import GLib
        page = evolution.look_for(lambda node: node.get_name() == "Evolution Mail Display")
        found = []
        try:
            for node in evolution.walk(page, whole=True):
                found += [node.get_name() or "", self.session.atspi.Text.get_text(node, 0, -1)
                          if "Text" in node.get_interfaces() else ""]
        except GLib.Error:
            return []  # the page is on its way
        return [text.strip("￼ \n") for text in found if text.strip("￼ \n")]

    def see(self, evolution, number, report):
        evolution.show(number)
        evolution.wait_for(report["ribbon"]["accessible_name"], seconds=hostile.SECONDS)
        subject = host.squeeze(host.read_subject(self.mails[number - 1].path))
        texts = host.until(lambda: self.find_settled(evolution, subject), hostile.SECONDS, "the page of the mail")
        at = next((i for i, text in enumerate(texts) if text.startswith("From:")), 0)
        return hostile.Shown("\n".join(texts), " ".join(texts[at:at + 4]))

    def find_settled(self, evolution, subject):
        """The texts, once they are this mail's and two looks in a row see the same."""
        texts = self.texts(evolution)
        if not any(subject in host.squeeze(text) for text in texts):
            return None
        return texts if texts == self.texts(evolution) else None


if __name__ == "__main__":
    sys.exit(hostile.main("Evolution", NEEDS, lambda *given: Evolution("evolution", *given), (1280, 900)))
