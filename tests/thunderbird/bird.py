"""bird.py: Thunderbird without a person: its own home, profile, display and message bus

    with Bird(Setup(build=..., mails=[...])) as bird:
        bird.show(1)
        ribbon = bird.wait_for("Danger ...")

Nothing is waited for by the clock alone, and only processes that were started
here are ended.
"""
import contextlib
import fcntl
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
from desktop import LOADING, Trouble, start_display, until  # noqa: E402, F401
import marionette  # noqa: E402
from homes import ADDON, Setup, prepare, write_hosts  # noqa: E402, F401

NEEDS = ["thunderbird", "dbus-run-session"]
START_SECONDS = 120
WAIT_SECONDS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Bird:
    """One running Thunderbird; a context."""

    def __init__(self, setup):
        self.setup = setup

    def __enter__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="certfirst-bird-"))
        self.processes = []
        self.remote = None
        self.env = prepare(self.home, self.setup, dict(os.environ))
        try:
            if self.setup.display == "own":
                self.start_display()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def spawn(self, command, **more):
        process = subprocess.Popen(command, env=self.env, stdin=subprocess.DEVNULL, start_new_session=True,
                                   **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more})
        self.processes.append(process)
        return process

    def start_display(self):
        _, self.env["DISPLAY"] = start_display(self.spawn, self.setup.size)
        if shutil.which("openbox"):
            self.spawn(["openbox"])

    def start(self):
        self.port = free_port()
        (self.home / "profile" / "user.js").open("a").write(f'user_pref("marionette.port", {self.port});\n')
        self.log = open(self.home / "log", "ab")
        words = ["dbus-run-session", "--", "thunderbird", "--no-remote", "--marionette", "--remote-allow-system-access",
                 "--profile", str(self.home / "profile")]
        if self.setup.display == "none":
            words.append("--headless")
        self.process = self.spawn([*words, *map(str, self.setup.files)], stdout=self.log, stderr=self.log)
        self.remote = until(self.connect, START_SECONDS, "Thunderbird's remote control")
        self.run_when_ready()

    def connect(self):
        if self.process.poll() is not None:
            raise Trouble(f"Thunderbird ended with {self.process.returncode}:\n{self.output()[-2000:]}")
        try:
            return marionette.Marionette(self.port)
        except OSError:
            return None

    def run_when_ready(self):
        width, height = self.setup.size
        self.remote.run("""
          const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
          for (;;) {
            const w = Services.wm.getMostRecentWindow("mail:3pane");
            const three = w && w.document.readyState == "complete" && w.document.getElementById("tabmail")
              && w.document.getElementById("tabmail").currentAbout3Pane;
            if (three && three.displayFolder && three.folderTree && three.folderTree.rowCount > 0) break;
            await wait(50);
          }
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          w.moveTo(0, 0); w.resizeTo(given[0], given[1]);
        """, width, height)

    def quit(self):
        """As a person does; the profile stays for another start."""
        with contextlib.suppress(Exception):
            self.remote.call("Marionette:Quit", {"flags": ["eAttemptQuit"]})
        with contextlib.suppress(Exception):
            self.remote.close()
        self.remote = None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        self.end(self.process)

    def end(self, process):
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)

    def __exit__(self, *_):
        if self.remote is not None:
            self.quit()
        for process in reversed(self.processes):
            self.end(process)
        shutil.rmtree(self.home, ignore_errors=True)

    def output(self):
        return (self.home / "log").read_text(errors="replace")

    # What a person does

    def open_folder(self, name="Test"):
        self.remote.run("""
          const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
          const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          const tabmail = w.document.getElementById("tabmail");
          tabmail.switchToTab(0);
          while (!tabmail.currentAbout3Pane) await wait(30);
          const three = tabmail.currentAbout3Pane;
          const folder = MailServices.accounts.localFoldersServer.rootFolder.getChildNamed(given[0]);
          three.displayFolder(folder);
          const before = Date.now();
          while (!(three.gViewWrapper && three.gViewWrapper.displayedFolder == folder && three.gDBView
                   && (three.gDBView.rowCount > 0 || given[0] == "Empty"))) await wait(30);
          three.sortController?.sortThreadPane?.("byId");
        """, name)

    def make_junk(self):
        """A folder for junk, as an account has one."""
        self.remote.run("""
          const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
          const root = MailServices.accounts.localFoldersServer.rootFolder;
          if (!root.containsChildNamed("Junk")) root.createSubfolder("Junk", null);
          while (!root.containsChildNamed("Junk")) await new Promise(resolve => setTimeout(resolve, 30));
          root.getChildNamed("Junk").setFlag(Ci.nsMsgFolderFlags.Junk);
        """)

    def count_rows(self):
        return self.remote.run("""
          const three = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail").currentAbout3Pane;
          return three && three.gDBView ? three.gDBView.rowCount : -1;
        """)

    def select(self, number):
        """Selects the message that is NUMBERth in the folder's file."""
        self.remote.run("""
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          const three = w.document.getElementById("tabmail").currentAbout3Pane;
          const rows = [];
          for (let i = 0; i < three.gDBView.rowCount; i++) rows.push([three.gDBView.getMsgHdrAt(i).messageKey, i]);
          rows.sort((a, b) => a[0] - b[0]);
          three.threadTree.selectedIndex = rows[given[0] - 1][1];
        """, number)

    def show(self, number):
        self.select(number)
        until(lambda: self.shown_loaded(), WAIT_SECONDS, f"message {number}")

    def shown_loaded(self):
        return self.remote.run("""
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          const three = w.document.getElementById("tabmail").currentAbout3Pane;
          const m = three.messageBrowser.contentWindow;
          const i = three.threadTree.selectedIndex;
          return Boolean(m.msgLoaded && m.gMessage && i >= 0 && m.gMessage.messageKey == three.gDBView.getMsgHdrAt(i).messageKey);
        """)

    def press(self, action, place="3pane"):
        """A trusted click on a button of the ribbon."""
        self.click(f'button[data-action="{action}"]', place)

    def click(self, selector, place="3pane"):
        """The same on anything of the ribbon."""
        self.remote.run(PLACES + """
          const m = find(given[0]);
          const button = m.document.querySelector("#certfirst-ribbon " + given[1]);
          button.scrollIntoView({ block: "nearest" });
          await new Promise(resolve => m.requestAnimationFrame(resolve));
          const r = button.getBoundingClientRect();
          const x = r.left + r.width / 2, y = r.top + r.height / 2;
          for (const type of ["mousedown", "mouseup"])
            m.synthesizeMouseEvent(type, x, y, { button: 0, clickCount: 1 }, {});
        """, place, selector)

    def press_key(self, key):
        """Alt and a letter, wherever the focus is."""
        self.remote.run("""
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          w.focus();
          const EventUtils = {};
          const tip = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
          tip.beginInputTransactionForTests(w);
          const alt = new w.KeyboardEvent("", { key: "Alt", code: "AltLeft", keyCode: w.KeyboardEvent.DOM_VK_ALT });
          const letter = new w.KeyboardEvent("", { key: given[0], code: "Key" + given[0].toUpperCase(), keyCode: given[0].toUpperCase().charCodeAt(0) });
          tip.keydown(alt); tip.keydown(letter); tip.keyup(letter); tip.keyup(alt);
        """, key)

    def open_elsewhere(self, behaviour):
        """The selected message in a tab (2) or a window (1)."""
        self.remote.run("""
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          const { MailUtils } = ChromeUtils.importESModule("resource:///modules/MailUtils.sys.mjs");
          const three = w.document.getElementById("tabmail").tabInfo[0].chromeBrowser.contentWindow;
          Services.prefs.setIntPref("mail.openMessageBehavior", given[0]);
          MailUtils.displayMessages([three.gDBView.getMsgHdrAt(three.threadTree.selectedIndex)], null,
                                    w.document.getElementById("tabmail"));
        """, behaviour)

    def close_elsewhere(self, place):
        self.remote.run("""
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          const tabmail = w.document.getElementById("tabmail");
          if (given[0] == "tab") tabmail.closeOtherTabs(tabmail.tabInfo[0]);
          else Services.wm.getMostRecentWindow("mail:messageWindow").close();
        """, place)
        until(lambda: self.remote.run(PLACES + "return !find(given[0]);", place), 30, f"the {place} closed")

    def open_file(self, path):
        self.remote.run("""
          const { MailUtils } = ChromeUtils.importESModule("resource:///modules/MailUtils.sys.mjs");
          const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
          file.initWithPath(given[0]);
          Services.prefs.setIntPref("mail.openMessageBehavior", 1);
          MailUtils.openEMLFile(Services.wm.getMostRecentWindow("mail:3pane"), file, Services.io.newFileURI(file));
        """, str(path))

    def open_attachment(self):
        """The first attachment of the message that is shown, as a double click opens it."""
        until(lambda: self.remote.run(PLACES + "return find('3pane').currentAttachments.length;"), WAIT_SECONDS, "the attachment")
        self.remote.run(PLACES + "const m = find('3pane'); await m.currentAttachments[0].open(m.browsingContext);")

    def set_addon(self, on, name=ADDON):
        self.remote.run("""
          const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
          const addon = await AddonManager.getAddonByID(given[0]);
          await (given[1] ? addon.enable() : addon.disable());
        """, name, on)

    def install(self, xpi):
        self.remote.run("""
          const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
          const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
          file.initWithPath(given[0]);
          const install = await AddonManager.getInstallForFile(file);
          await install.install();
        """, str(xpi))

    def addon_version(self):
        return self.remote.run("""
          const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
          const addon = await AddonManager.getAddonByID(given[0]);
          return addon && addon.isActive ? addon.version : null;
        """, ADDON)

    def read_page(self, page, words, seconds=WAIT_SECONDS):
        """The text of one of the add-on's pages in a tab, once it has WORDS."""
        self.remote.run("""
          const policy = WebExtensionPolicy.getByID(given[0]);
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          w.openContentTab(policy.getURL(given[1]), "tab", "addons");
        """, ADDON, page)
        try:
            return until(lambda: (text := self.page_text()) and words in text and text, seconds, f"{words!r} on {page}")
        except Trouble as trouble:
            raise Trouble(f"{trouble}; it says {self.page_text()!r}") from None
        finally:
            if self.keep_page:
                self.take_picture(self.keep_page)
            self.remote.run("""
              const tabmail = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
              tabmail.closeOtherTabs(tabmail.tabInfo[0]);
            """)

    def page_text(self):
        return self.remote.run("""
          const tabmail = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
          const info = tabmail.tabInfo.find(one => one.mode.name == "contentTab");
          const browser = info && info.browser;
          if (!browser || !browser.browsingContext.currentWindowGlobal) return null;
          const actor = browser.browsingContext.currentWindowGlobal.getActor("MarionetteCommands");
          const source = async () => (await actor.getPageSource?.()) || null;
          /* A page that is on its way has none yet. */
          return browser.contentDocument ? browser.contentDocument.body.innerText : source().catch(() => null);
        """)

    keep_page = None

    def button(self):
        """What the add-on's button in the header of the message says."""
        return self.remote.run(PLACES + """
          const button = find("3pane").document.querySelector('[extension="' + given[0] + '"], #certfirst_certfirst_org-messageDisplayAction-toolbarbutton');
          return button ? (button.getAttribute("tooltiptext") || "") + (button.getAttribute("title") || "") + (button.getAttribute("aria-label") || "") : null;
        """, ADDON)

    # What is seen

    def ribbon(self, place="3pane"):
        """{look, role, name, description, headline, detail, code, mark, message, ...}; None without one."""
        return self.remote.run(PLACES + """
          const m = find(given[0]);
          const node = m && m.document.getElementById("certfirst-ribbon");
          if (!node) return null;
          const text = selector => node.querySelector(selector) ? node.querySelector(selector).textContent : null;
          const mark = node.querySelector(".mark");
          const panel = node.querySelector(".panel");
          return { look: node.className, role: node.getAttribute("role"), name: node.getAttribute("aria-label"),
                   description: node.getAttribute("aria-description"), headline: text(".headline"), detail: text(".detail"),
                   pill: text(".pill"), code: text(".code"), mark: mark && mark.getAttribute("aria-label"),
                   live: node.getAttribute("aria-live"), first: node === m.document.getElementById("singleMessage").firstElementChild,
                   open: Boolean(panel) && !panel.hidden, panel: panel ? panel.textContent : null,
                   message: m.gMessage ? m.gMessage.messageId : null, loaded: m.msgLoaded,
                   subject: (m.document.getElementById("expandedsubjectBox") || {}).textContent || null,
                   height: node.getBoundingClientRect().height, display: m.getComputedStyle(node).display };
        """, place)

    def wait_for(self, name, place="3pane", seconds=WAIT_SECONDS):
        """The ribbon once a screen reader would say NAME of it."""
        last = {}

        def look():
            last["ribbon"] = self.ribbon(place)
            return last["ribbon"] if last["ribbon"] and last["ribbon"]["name"] == name else None
        try:
            return until(look, seconds, f"a ribbon that says {name!r}")
        except Trouble as trouble:
            raise Trouble(f"{trouble}; there is {last.get('ribbon')}\n{self.complaints()}") from None

    def complaints(self):
        """What Thunderbird's console says of the add-on."""
        lines = self.remote.run("""
          return Services.console.getMessageArray().map(message => String(message.message || message))
            .filter(text => /certfirst|experiment\\/ribbon/i.test(text)).slice(-12);
        """)
        return "\n".join(line[:500] for line in lines)

    def take_picture(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if "DISPLAY" in self.env and self.setup.display != "none" and shutil.which("import"):
            time.sleep(0.4)
            subprocess.run(["import", "-silent", "-window", "root", "-depth", "8", str(path)], env=self.env, check=True, timeout=60)
        else:
            self.remote.take_picture(path)

    def engine_pids(self):
        """Engines of this Thunderbird, by the kernel's own table."""
        program = str((self.setup.build / "plugin" / "cli" / "certfirst").resolve()).encode()
        found = []
        for folder in pathlib.Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                pid = int(folder.name)
                words = (folder / "cmdline").read_bytes().split(b"\0")
                home = b"HOME=" + str(self.home).encode()
                if words[:2] == [program, b"engine"] and home in (folder / "environ").read_bytes().split(b"\0"):
                    parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                    found.append((pid, parent))
        pids = {pid for pid, _ in found}
        return [pid for pid, parent in found if parent not in pids]


def is_asked(pid):
    """Whether something waits in the standard input of an engine that stands still."""
    with open(f"/proc/{pid}/fd/0", "rb", buffering=0) as pipe:
        return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0] > 0


PLACES = """
  const find = place => {
    const main = Services.wm.getMostRecentWindow("mail:3pane");
    const tabmail = main.document.getElementById("tabmail");
    if (place == "3pane") {
      const three = tabmail.tabInfo[0].chromeBrowser.contentWindow;
      return three.messageBrowser.contentWindow;
    }
    if (place == "tab") {
      const info = tabmail.tabInfo.find(info => info.mode.name == "mailMessageTab");
      return info && info.chromeBrowser.contentWindow;
    }
    const win = Services.wm.getMostRecentWindow("mail:messageWindow");
    return win && win.messageBrowser && win.messageBrowser.contentWindow;
  };
"""

if __name__ == "__main__":
    sys.exit("this is a library; run thunderbird.py")
