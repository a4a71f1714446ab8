"""attack.py: hostile mails in a running Thunderbird

Usage: attack.py --build BUILD [--table FILE]
"""
import pathlib
import re
import sys
import urllib.parse

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
           links: page ? [...page.querySelectorAll("a, img")].map(one => one.href || one.src) : [],
           parts: [...m.currentAttachments].map(one => one.name),
           subject: m.document.getElementById("expandedsubjectBox").textContent };
"""


# As the menu of messages does it, under an identity that this home lacks.
ANSWER = """
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const win = Services.wm.getMostRecentWindow("mail:3pane");
  const mail = win.document.getElementById("tabmail").currentAbout3Pane.gDBView.hdrForFirstSelectedMessage;
  const identity = MailServices.accounts.createIdentity();
  identity.email = "sato@example.or.jp";
  MailServices.compose.OpenComposeWindow("", mail, mail.folder.getUriForMsg(mail), Ci.nsIMsgCompType[given[0]],
                                         Ci.nsIMsgCompFormat.Default, identity, null, win.msgWindow);
"""
TARGET = """
  const win = Services.wm.getMostRecentWindow("msgcompose");
  const editor = win && win.gMsgCompose && win.GetCurrentEditor && win.GetCurrentEditor();
  if (!editor || win.document.readyState != "complete" || !editor.outputToString("text/plain", 0).trim()) return "";
  const target = win.gMsgCompose.compFields.to;
  win.gContentChanged = false; win.gMsgCompose.bodyModified = false; win.close();
  return target;
"""


class Thunderbird(hostile.Attacks):
    followed = (("reply-mail-reply-to", "ReplyToSender"), ("reply-followup", "ReplyAll"))

    def answer(self, client, how):
        client.remote.run(ANSWER, how)
        return bird.until(lambda: client.remote.run(TARGET), hostile.SECONDS, "an answer")

    def open_client(self, paths):
        return Folder(bird.Setup(build=self.engine.build.resolve(), mails=paths,
                                 options=[*self.engine.options(), "--history=none"]))

    def see(self, client, number, report):
        subject = desktop.squeeze(self.mails[number - 1].subject)
        try:
            client.show_mail(re.search(rb"^Message-ID: <(.*)>", self.mails[number - 1].path.read_bytes(), re.MULTILINE)[1].decode())
            client.wait_for(report["ribbon"]["accessible_name"], seconds=hostile.SECONDS)
            shown = bird.until(lambda: self.find_settled(client, subject), hostile.SECONDS, "the page of the mail")
        except (bird.Trouble, marionette.Refused) as trouble:
            raise AssertionError(trouble) from None
        return hostile.Shown("\n".join([shown["body"], *shown["parts"], *map(urllib.parse.unquote, shown["links"])]), shown["sender"])

    def find_settled(self, client, subject):
        """What is seen, once it is this mail's and two looks in a row see the same."""
        shown = client.remote.run(LOOK)
        return shown if subject in desktop.squeeze(shown["subject"]) and shown == client.remote.run(LOOK) else None


SELECT = """
  const three = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail").currentAbout3Pane;
  for (let i = 0; i < three.gDBView.rowCount; i++)
    if (three.gDBView.getMsgHdrAt(i).messageId == given[0]) {
      three.threadTree.selectedIndex = i;
      return true;
    }
  return false;
"""


class Folder(bird.Bird):
    """With the folder of the mails open; selects by the identity, since of a few a local folder makes none or two."""

    def __enter__(self):
        super().__enter__()
        self.open_folder()
        return self

    def show_mail(self, identity):
        assert self.remote.run(SELECT, identity), f"there is no {identity} in the folder"
        bird.until(self.shown_loaded, hostile.SECONDS, "the mail")


if __name__ == "__main__":
    sys.exit(hostile.main("Thunderbird", bird.NEEDS + ["Xvfb"], lambda *given: Thunderbird("thunderbird", *given)))
