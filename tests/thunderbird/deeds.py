"""deeds.py: what a person does with a mail in Thunderbird, from the details of its ribbon

Usage: deeds.py --build BUILD --samples SAMPLES

The buttons of the details, keys, the tree of a screen reader, rules that are
locked, and mails in an envelope that Thunderbird opened.
"""
import json
import pathlib
import re
import sys
import urllib.parse

import bird
import handing
import homes
import thunderbird
import envelope

NEEDS = [*thunderbird.NEEDS, *envelope.NEEDS]
# A sample without the certificate that its sender always has, and one that is as it should be.
DANGER, SIGNED = 12, 1
SECONDS = 120
LOCK = "[default]\nuser-may-loosen=false\n[network]\nmode=none\n"

# In place of the window in which a person names a file.
PICKER = """
  const id = Components.ID("{5a7c1f0e-4f0e-4a55-9d3c-7d1ff0c3a001}");
  const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
  file.initWithPath(given[0]);
  const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar);
  const factory = { QueryInterface: ChromeUtils.generateQI(["nsIFactory"]), createInstance(iid) {
    return { QueryInterface: ChromeUtils.generateQI(["nsIFilePicker"]), init() {}, set defaultString(name) { globalThis.certfirstName = name; },
      set defaultExtension(end) {}, file, open(callback) { (callback.done || callback)(Ci.nsIFilePicker.returnOK); } }.QueryInterface(iid);
  } };
  const before = registrar.contractIDToCID("@mozilla.org/filepicker;1");
  registrar.registerFactory(id, "a file", "@mozilla.org/filepicker;1", factory);
  globalThis.certfirstPicker = { registrar, id, factory, before };
"""
NO_PICKER = """
  const { registrar, id, factory, before } = globalThis.certfirstPicker;
  registrar.unregisterFactory(id, factory);
  registrar.registerFactory(before, "", "@mozilla.org/filepicker;1", null);
"""
# The mail that is being written: None without one.
NEW_MAIL = """
  const win = Services.wm.getMostRecentWindow("msgcompose");
  const editor = win && win.gMsgCompose && win.GetCurrentEditor && win.GetCurrentEditor();
  if (!editor || win.document.readyState != "complete") return null;
  const fields = win.gMsgCompose.compFields;
  const items = [...win.document.getElementById("attachmentBucket").itemChildren];
  return { text: editor.outputToString("text/plain", 0), to: fields.to, subject: fields.subject,
           attached: items.map(one => [one.attachment.name, one.attachment.url]) };
"""
CLOSE_MAIL = """
  const win = Services.wm.getMostRecentWindow("msgcompose");
  win.gContentChanged = false; win.gMsgCompose.bodyModified = false; win.close();
"""


class Deeds(thunderbird.Checks):
    """Each method is one promise."""
    needs = NEEDS

    def open_details(self, box, number):
        box.show(number)
        box.wait_for(self.wanted(number))
        if not box.ribbon()["open"]:
            box.press("details")
        bird.until(lambda: box.ribbon()["open"], SECONDS, "the details")

    def close_details(self, box):
        box.press("details")
        bird.until(lambda: not box.ribbon()["open"], SECONDS, "closed details")

    def words_are_those_of_the_others(self, box):
        self.open_details(box, 2)
        handing.open_report(box)
        labels = box.remote.run(bird.PLACES + """
          return [...find("3pane").document.querySelectorAll("#certfirst-ribbon .panel button")].map(one => one.textContent);
        """)
        for label in ("Move to junk", "Report…", "Save report…", "Copy report", "Check again", "Always Expect a Certificate from This Sender…"):
            assert label in labels, f"{label} is not among {labels}"
        self.open_details(box, 1)
        panel = box.ribbon()["panel"]
        assert "View certificate…" in panel and "Move to junk" not in panel, panel

    def certificate_is_shown(self, box):
        self.open_details(box, 1)
        box.press("view-certificate-0")
        try:
            title = bird.until(lambda: (title := self.tab_title(box)) and "例示銀行" in title and title, SECONDS, "the certificate")
            assert title.startswith("about:certificate?cert=MI"), title
        finally:
            self.close_tabs(box)

    def tab_title(self, box):
        """Address and title of the tab of a page."""
        return box.remote.run("""
          const tabmail = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
          const info = tabmail.tabInfo.find(one => one.mode.name == "contentTab");
          return info && info.browser.currentURI.spec.slice(0, 30) + " " + info.browser.contentTitle;
        """)

    def close_tabs(self, box):
        box.remote.run("""
          const tabmail = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
          tabmail.closeOtherTabs(tabmail.tabInfo[0]);
        """)

    def report_is_written(self, box):
        """A new mail holds the redacted report, whatever else is chosen; nothing is sent, and nobody is in its To."""
        self.open_details(box, 2)
        handing.open_report(box)
        handing.choose(box, "text", True)
        box.press("report")
        mail = bird.until(lambda: box.remote.run(NEW_MAIL), SECONDS, "a new mail")
        assert self.expected()[2]["check_number"] in mail["text"], mail
        assert "info@bank.example" not in mail["text"] and not mail["attached"], "it names people"
        self.close_mail(box, mail)
        self.close_details(box)

    def nothing_is_left(self):
        assert len(self.attached) == 2 and not any(folder.exists() for folder in self.attached), self.attached

    def close_mail(self, box, mail):
        assert not mail["to"] and re.fullmatch("Certfirst CF[0-9]{3} [A-Z2-7]{4}", mail["subject"]), mail
        box.remote.run(CLOSE_MAIL)
        bird.until(lambda: not box.remote.run(NEW_MAIL), SECONDS, "the new mail closed")

    def report_is_attached(self, box):
        """A new mail to nobody has what was seen as a file, in a place of its own; its text is empty."""
        self.open_details(box, 2)
        handing.open_report(box)
        for form, everything in (("html", True), ("json", False)):
            seen = handing.choose(box, form, everything)
            box.press("write-report")
            mail = bird.until(lambda: (now := box.remote.run(NEW_MAIL)) and now["attached"] and now, SECONDS, "a new mail with a file")
            (name, url), = mail["attached"]
            path = pathlib.Path(urllib.parse.unquote(urllib.parse.urlparse(url).path))
            assert name == path.name == seen["file"] and mail["text"].strip() == "", mail
            assert path.read_text(encoding="utf-8") == seen["text"], "it is not what was seen"
            assert path.parent.stat().st_mode & 0o077 == 0, oct(path.parent.stat().st_mode)
            self.attached.append(path.parent)
            self.close_mail(box, mail)
        self.close_details(box)

    def save(self, box, path):
        """Presses "Save report…" and names the file; gives the name that was proposed."""
        box.remote.run(PICKER, str(path))
        try:
            box.press("save-report")
            bird.until(lambda: path.exists() and path.stat().st_size, SECONDS, "the file")
            bird.until(lambda: "Saved." in box.ribbon()["panel"], SECONDS, "that it is saved")
        finally:
            box.remote.run(NO_PICKER)
        return box.remote.run("return globalThis.certfirstName;")

    def report_is_redacted_first(self, box):
        """Data for the help desk that name nobody, and words that say so; each time anew."""
        for _ in range(2):
            self.open_details(box, 2)
            seen = handing.open_report(box)
            assert (seen["form"], seen["everything"], seen["number"]) == ("json", False, 1), seen
            assert seen["note"].startswith("Subject, names of persons"), seen["note"]
            assert seen["labels"] == ["Text", "Web page (HTML)", "Data for the help desk (JSON)",
                                      "Include everything: names, addresses and subject", "Copy report", "Save report…", "Write a mail with this report…"], seen["labels"]
            assert json.loads(seen["text"])["check_number"] == self.expected()[2]["check_number"]
            assert "info@bank.example" not in seen["text"], "it names people"
            assert "info@bank.example" in handing.choose(box, "text", True)["text"]
            self.close_details(box)

    def report_is_handed_over(self, box, form):
        """What is copied and saved is what is seen, letter by letter; everything after that choice only; nobody else may read the file."""
        self.open_details(box, 2)
        handing.open_report(box)
        number = self.expected()[2]["check_number"]
        for everything in (False, True):
            seen = handing.choose(box, form, everything)
            assert "Saved." not in box.ribbon()["panel"], "of another choice"
            assert number in seen["text"] and ("info@bank.example" in seen["text"]) == everything, (form, everything)
            assert seen["note"].startswith("Everything about this mail") == everything, seen["note"]
            box.press("copy-report")
            bird.until(lambda: handing.copied(box) == seen["text"], SECONDS, f"{form} on the clipboard")  # noqa: B023
            path = self.folder / f"saved-{everything}{handing.FORMS[form]}"
            name = self.save(box, path)
            assert name == f"certfirst-{number}{handing.FORMS[form]}" == seen["file"], name
            assert path.read_text(encoding="utf-8") == seen["text"], "it is not what was seen"
            assert path.stat().st_mode & 0o777 == 0o600, oct(path.stat().st_mode)
        self.close_details(box)

    def rule_is_asked_about(self, box):
        """"Always expect" asks first; Cancel writes nothing; then the mail is judged anew."""
        number = 3
        before = self.wanted(number)
        self.open_details(box, number)
        box.press("expect")
        bird.until(lambda: self.is_asked(box), SECONDS, "the question")
        box.press("expect-no")
        bird.until(lambda: not self.is_asked(box), SECONDS, "no question")
        assert self.own.read_text() == "", self.own.read_text()
        box.press("expect")
        box.press("expect-yes")
        bird.until(lambda: (r := box.ribbon()) and r["name"] != before and "danger" in r["look"], SECONDS, "the mail judged by the new rule")
        rules = self.own.read_text()
        assert self.expected()[number]["sender"]["address"] in rules, rules

    def is_asked(self, box):
        return box.remote.run(bird.PLACES + """
          const ask = find("3pane").document.querySelector("#certfirst-ribbon .ask");
          return Boolean(ask) && !ask.hidden;
        """)

    def keys_reach_everything(self, box):
        """Tab goes from the ribbon's first button through the details; Alt+W is "What to do"."""
        box.show(2)
        box.wait_for(self.wanted(2))
        box.press_key("w")
        bird.until(lambda: box.ribbon()["open"], SECONDS, "what to do by Alt+W")
        reached = box.remote.run(bird.PLACES + """
          const m = find("3pane");
          const all = [...m.document.querySelectorAll("#certfirst-ribbon button, #certfirst-ribbon summary")].filter(one => one.checkVisibility());
          return [all.length, all.every(one => Services.focus.elementIsFocusable(one, 0))];
        """)
        assert reached[0] > 8 and reached[1], reached
        box.press_key("w")
        bird.until(lambda: not box.ribbon()["open"], SECONDS, "closed by Alt+W")

    def screen_reader_hears_it(self, box):
        """As Thunderbird gives it to the desktop: role, name, description, and the buttons in words."""
        box.show(2)
        box.wait_for(self.wanted(2))
        heard = bird.until(lambda: box.remote.run(bird.PLACES + """
          const service = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);
          globalThis.certfirstService = service;
          const node = service.getAccessibleFor(find("3pane").document.getElementById("certfirst-ribbon"));
          if (!node) return null;
          const names = [];
          const walk = one => { for (let i = 0; i < one.childCount; i++) { names.push(one.getChildAt(i).name || ""); walk(one.getChildAt(i)); } };
          walk(node);
          return { role: service.getStringRole(node.role), name: node.name, description: node.description, names };
        """), SECONDS, "the ribbon in the tree")
        ribbon = self.expected()[2]["ribbon"]
        assert heard["role"] == "alert" and heard["name"] == ribbon["accessible_name"], heard
        assert heard["description"] == ribbon["accessible_description"], heard
        assert {"Your mark: star, violet", "What to do", "Details"} <= set(heard["names"]), heard["names"]

    def is_moved_to_junk(self, box):
        self.open_details(box, 2)
        box.press("move-to-junk")
        bird.until(lambda: box.remote.run("""
          const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
          const root = MailServices.accounts.localFoldersServer.rootFolder;
          const found = [...root.getChildNamed("Junk").messages];
          return found.length == 1 && found[0].getStringProperty("junkscore") == "100";
        """), SECONDS, "the mail in the folder for junk")
        bird.until(lambda: box.count_rows() == len(box.setup.mails) - 1, SECONDS, "the mail gone from its folder")

    def is_opened(self, box, number, verdict):
        """The signature inside an envelope; From and the domain stay those of the outside."""
        box.show(number)
        ribbon = bird.until(lambda: (r := box.ribbon()) and r["headline"] and "loading" not in r["look"] and r, SECONDS, "a ribbon")
        wanted = self.expected()[SIGNED if verdict == "verified" else 2]
        if verdict == "verified":
            box.wait_for(wanted["ribbon"]["accessible_name"])
        else:
            ribbon = bird.until(lambda: (r := box.ribbon()) and "danger" in r["look"] and r, SECONDS, "a danger")
            assert "CF104" in ribbon["panel"], ribbon

    def locks_are_shown(self, box):
        text = box.read_page("pages/options.html", "Set by your administrator")
        assert "[default] mode=" in text and "locked.policy:2" in text, text
        assert "[network] mode=none" in text, text

    def prepare(self):
        ours, theirs = envelope.make_key(self.folder, "me"), envelope.make_key(self.folder, "nobody")
        signed = self.mails[SIGNED - 1].read_bytes()
        unsigned = next(number for number, report in sorted(self.expected().items())
                        if report["verdict"] == "unsigned" and report["severity"] == "neutral" and self.opens(number))
        chosen = [SIGNED, DANGER, unsigned]
        self.reports = {"en": {place: self.expected()[number] for place, number in enumerate(chosen, 1)}}
        mails = [self.mails[number - 1] for number in chosen]
        for number, octets in enumerate(envelope.make_three(signed.replace(b"\r\n", b"\n"), ours["pem"], theirs["pem"])[:2]):
            mails.append(self.folder / f"sealed-{number}.eml")
            mails[-1].write_bytes(octets)
        locked = self.folder / "locked.policy"
        locked.write_text(LOCK)
        self.attached = []
        self.own = self.folder / "own.policy"
        self.own.touch()
        options = [*self.judged_by, f"--policy={locked}", f"--user-policy={self.own}"]
        # Never connected to; who writes a mail needs an identity.
        accounts = [homes.Account("imap", "me", 9)]
        return self.setup(mails=mails, accounts=accounts, keys=[(ours["p12"], envelope.PASSWORD)], options=options)

    def run_all(self):
        with bird.Bird(self.prepare()) as box:
            box.make_junk()
            box.open_folder()
            for name, check, *given in (
                    ("the buttons have the words of the other mail programs", self.words_are_those_of_the_others),
                    ("the certificate is shown", self.certificate_is_shown),
                    ("the redacted report goes into a new mail", self.report_is_written),
                    ("a report is redacted at first, each time anew", self.report_is_redacted_first),
                    *((f"a report is handed over as it is seen: {form}", self.report_is_handed_over, form) for form in handing.FORMS),
                    ("the report that is seen goes into a new mail as a file", self.report_is_attached),
                    ("Alt+W opens what to do, and keys reach every button", self.keys_reach_everything),
                    ("a screen reader hears it", self.screen_reader_hears_it),
                    ("a signed mail in an envelope is verified", self.is_opened, 4, "verified"),
                    ("an altered mail in an envelope is a danger", self.is_opened, 5, "invalid"),
                    ("what the administrator locked is shown", self.locks_are_shown),
                    ("a rule is asked about, then written", self.rule_is_asked_about),
                    ("a danger is moved to junk", self.is_moved_to_junk)):
                self.run(name, check, box, *given)
        self.run("no attached report is left when Thunderbird has ended", self.nothing_is_left)
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(thunderbird.main(Deeds))
