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
        return Inbox(self.session, self.engine, paths, host.Look(size=(1270, 860)))

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
        evolution.show_subject(self.mails[number - 1].subject)
        evolution.wait_for(report["ribbon"]["accessible_name"], seconds=hostile.SECONDS)
        subject = host.squeeze(self.mails[number - 1].subject)
        texts = host.until(lambda: self.find_settled(evolution, subject), hostile.SECONDS, "the page of the mail")
        at = next((i for i, text in enumerate(texts) if text.startswith("From:")), 0)
        return hostile.Shown("\n".join(texts), " ".join(texts[at:at + 4]))

    def find_settled(self, evolution, subject):
        """The texts, once they are this mail's and two looks in a row see the same."""
        texts = self.texts(evolution)
        if not any(subject in host.squeeze(text) for text in texts):
            return None
        return texts if texts == self.texts(evolution) else None


class Inbox(host.Evolution):
    """Selects by the subject: of some of these mails Evolution reads no date, or another."""

    def __enter__(self):
        super().__enter__()
        self.open_inbox()
        self.found = self.find_subjects()
        return self

    def find_subjects(self):
        """{subject: row}, one look at the whole list."""
        table, columns = self.rows()
        found = {}
        for at in range(columns, table.get_child_count()):
            words = table.get_child_at_index(at).get_name() or ""
            if words.startswith("Attack "):
                found[words] = at // columns - 1
        return found

    def show_subject(self, subject):
        assert subject in self.found, f"there is no {subject!r} in the list"
        self.select_row(self.found[subject])


if __name__ == "__main__":
    sys.exit(hostile.main("Evolution", NEEDS, lambda *given: Evolution("evolution", *given), (1280, 900)))
