"""attack.py: hostile mails in a running Thunderbird

Usage: attack.py --build BUILD [--table FILE]
"""
import pathlib
import sys

import bird
import marionette

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import desktop  # noqa: E402
import hostile  # noqa: E402

LOOK = bird.PLACES + """
  const m = find("3pane");
  const page = m.getMessagePaneBrowser().contentDocument;
  const seen = node => node && node.getBoundingClientRect().height > 0 ? node.innerText || node.textContent : "";
  return { body: page && page.body ? page.body.innerText : "", sender: seen(m.document.getElementById("expandedfromBox")),
           parts: [...m.currentAttachments].map(one => one.name),
           subject: m.document.getElementById("expandedsubjectBox").textContent };
"""


class Thunderbird(hostile.Attacks):
    def open_client(self, paths):
        return Folder(bird.Setup(build=self.engine.build.resolve(), mails=paths,
                                 options=[*self.engine.options(), "--history=none", "--lookups=offline"]))

    def see(self, client, number, report):
        subject = desktop.squeeze(desktop.read_subject(self.mails[number - 1].path))
        try:
            client.show(number)
            client.wait_for(report["ribbon"]["accessible_name"], seconds=hostile.SECONDS)
            shown = bird.until(lambda: self.find_settled(client, subject), hostile.SECONDS, "the page of the mail")
        except (bird.Trouble, marionette.Refused) as trouble:
            raise AssertionError(trouble) from None
        return hostile.Shown("\n".join([shown["body"], *shown["parts"]]), shown["sender"])

    def find_settled(self, client, subject):
        """What is seen, once it is this mail's and two looks in a row see the same."""
        shown = client.remote.run(LOOK)
        return shown if subject in desktop.squeeze(shown["subject"]) and shown == client.remote.run(LOOK) else None


class Folder(bird.Bird):
    """With the folder of the mails open."""

    def __enter__(self):
        super().__enter__()
        self.open_folder()
        return self


if __name__ == "__main__":
    sys.exit(hostile.main("Thunderbird", bird.NEEDS + ["Xvfb"], lambda *given: Thunderbird("thunderbird", *given)))
