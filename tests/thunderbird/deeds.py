"""deeds.py: what a person does with a mail in Thunderbird, from the details of its ribbon

Usage: deeds.py --build BUILD --samples SAMPLES

The buttons of the details, keys, the tree of a screen reader, rules that are
locked, and mails in an envelope that Thunderbird opened.
"""
import json
import sys

import bird
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


class Deeds(thunderbird.Checks):
    """Each method is one promise."""
    needs = NEEDS

    def open_details(self, box, number):
        box.show(number)
        box.wait_for(self.wanted(number))
        if not box.ribbon()["open"]:
            box.press("details")
        bird.until(lambda: box.ribbon()["open"], SECONDS, "the details")

    def words_are_those_of_the_others(self, box):
        self.open_details(box, 2)
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
        """A new mail holds the redacted report; nothing is sent, and nobody is in its To."""
        self.open_details(box, 2)
        box.press("report")
        text = bird.until(lambda: box.remote.run("""
          const win = Services.wm.getMostRecentWindow("msgcompose");
          const editor = win && win.GetCurrentEditor && win.GetCurrentEditor();
          return editor ? editor.outputToString("text/plain", 0) : null;
        """), SECONDS, "a new mail")
        bird.until(lambda: self.expected()[2]["check_number"] in (text or ""), 1, f"the report in {text[:300]!r}")
        assert "info@bank.example" not in text, "it names people"
        box.remote.run("""
          const win = Services.wm.getMostRecentWindow("msgcompose");
          if (win.gMsgCompose.compFields.to) throw new Error("it has a recipient");
          if (!/^Certfirst CF[0-9]{3} [A-Z2-7]{4}$/.test(win.gMsgCompose.compFields.subject)) throw new Error("its subject");
          win.gContentChanged = false; win.gMsgCompose.bodyModified = false; win.close();
        """)

    def report_is_saved(self, box):
        path = self.folder / "saved.json"
        box.remote.run(PICKER, str(path))
        try:
            self.open_details(box, 2)
            box.press("save-report")
            bird.until(lambda: path.exists() and path.stat().st_size, SECONDS, "the file")
            bird.until(lambda: "Saved." in box.ribbon()["panel"], SECONDS, "that it is saved")
        finally:
            box.remote.run(NO_PICKER)
        report = json.loads(path.read_text(encoding="utf-8"))
        assert report["certfirst"] == 1 and report["check_number"] == self.expected()[2]["check_number"], report["check_number"]
        assert "info@bank.example" not in path.read_text(encoding="utf-8"), "it names people"
        name = box.remote.run("return globalThis.certfirstName;")
        assert name == f"certfirst-{report['check_number']}.json", name

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
                    ("the report is saved", self.report_is_saved),
                    ("Alt+W opens what to do, and keys reach every button", self.keys_reach_everything),
                    ("a screen reader hears it", self.screen_reader_hears_it),
                    ("a signed mail in an envelope is verified", self.is_opened, 4, "verified"),
                    ("an altered mail in an envelope is a danger", self.is_opened, 5, "invalid"),
                    ("what the administrator locked is shown", self.locks_are_shown),
                    ("a rule is asked about, then written", self.rule_is_asked_about),
                    ("a danger is moved to junk", self.is_moved_to_junk)):
                self.run(name, check, box, *given)
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(thunderbird.main(Deeds))
