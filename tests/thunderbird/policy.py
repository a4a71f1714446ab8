"""policy.py: the enterprise policy of docs/administrators.md, in a running Thunderbird

Usage: policy.py --build BUILD --samples SAMPLES

The add-on lies where the package puts it, and the policy, as the page shows it, where the page says: in folders that only this Thunderbird
sees there (a mount namespace), so that nothing of the machine is touched.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import tap  # noqa: E402

import bird  # noqa: E402
import marionette  # noqa: E402
import thunderbird  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
NEEDS = [*thunderbird.NEEDS, "unshare", "mount"]
ETC, EXTENSIONS = "/etc/thunderbird", "/usr/lib/thunderbird/extensions"
# Thunderbird's own values, not those of the other tests: an add-on of the computer is active, one of a profile is asked about.
PREFS = {"extensions.autoDisableScopes": 3, "extensions.enabledScopes": 15}
# Puts two folders in place, for what follows only.
MOUNT = f'mount --bind "$1" {ETC} && mount --bind "$2" {EXTENSIONS} && shift 2 && exec "$@"'
UNSHARE = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"])]


def read_page():
    """The policy that the page shows."""
    page = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
    return re.search(r'^    \{ "policies": \{\n.*?^    \} \}$', page, re.M | re.S)[0]


class PolicyBird(bird.Bird):
    """A Thunderbird on a computer whose administrator wrote a policy."""

    def __init__(self, setup, text="", packaged=True):
        """TEXT: the policy, if any; PACKAGED: whether the package is installed."""
        super().__init__(setup)
        self.text, self.packaged = text, packaged

    def write_policy(self, text):
        place = self.home / "etc" / "policies" / "policies.json"
        place.parent.mkdir(exist_ok=True)
        place.write_text(text)

    def start(self):
        if not (self.home / "etc").exists():
            shutil.copytree(ETC, self.home / "etc")
            shutil.copytree(EXTENSIONS, self.home / "extensions")
            if self.packaged:
                shutil.copy(self.setup.build / "plugin" / "thunderbird" / f"{bird.ADDON}.xpi", self.home / "extensions")
        if self.text:
            self.write_policy(self.text)
        super().start()

    def spawn(self, command, **more):
        if command[0] == "dbus-run-session":
            command = [*UNSHARE, "sh", "-c", MOUNT, "sh", self.home / "etc", self.home / "extensions", *command]
        return super().spawn(command, **more)

    def addon(self):
        """What the add-ons manager says of the add-on; None without it."""
        return self.remote.run("""
          const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
          const addon = await AddonManager.getAddonByID(given[0]);
          return addon && { active: addon.isActive,
            may: ["DISABLE", "UNINSTALL"].filter(word => addon.permissions & AddonManager["PERM_CAN_" + word]) };
        """, bird.ADDON)

    def try_to_switch_off(self):
        """What is said to who tries it."""
        try:
            self.set_addon(False)
        except marionette.Refused as refused:
            return str(refused)
        return ""

    def switches(self):
        """Which of the buttons for it the page of the add-ons manager offers."""
        return self.remote.run("""
          const w = Services.wm.getMostRecentWindow("mail:3pane");
          const page = await w.openAddonsMgr("addons://detail/" + encodeURIComponent(given[0]));
          const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
          let card;
          while (!(card = page.document.querySelector(`addon-card[addon-id="${given[0]}"]`)) || !card.querySelector("[action=toggle-disabled]"))
            await wait(50);
          await card.updateComplete;
          const offered = ["toggle-disabled", "remove"].filter(name => {
            const one = card.querySelector(`[action=${name}]`);
            return one && !one.hidden && !one.disabled;
          });
          const tabmail = w.document.getElementById("tabmail");
          tabmail.closeOtherTabs(tabmail.tabInfo[0]);
          return offered;
        """, bird.ADDON)



class Policy(thunderbird.Checks):
    needs = NEEDS

    def is_active(self, box):
        bird.until(lambda: (found := box.addon()) and found["active"], bird.WAIT_SECONDS, "the add-on")
        box.open_folder()
        box.show(1)
        box.wait_for(self.wanted(1))

    def is_locked(self, box):
        assert box.addon()["may"] == [], box.addon()
        assert "enterprise policy" in box.try_to_switch_off()
        assert box.addon()["active"]
        assert box.switches() == [], "the add-ons manager offers to switch it off"

    def starts_again(self, box):
        box.quit()
        box.start()
        self.is_active(box)
        self.is_locked(box)

    def is_free(self, box):
        self.is_active(box)
        assert box.switches() == ["toggle-disabled"], box.switches()
        assert not box.try_to_switch_off() and not box.addon()["active"]

    def stays_off_until_switched_on(self, box):
        """Left switched off by the check before."""
        box.quit()
        box.text = self.text
        box.start()
        assert not box.addon()["active"], "the page says something else"
        assert box.switches() == ["toggle-disabled"], box.switches()
        box.set_addon(True)
        self.is_active(box)
        self.is_locked(box)

    def run_all(self):
        self.text = read_page()
        with PolicyBird(self.setup(xpi=None, prefs=PREFS), self.text) as box:
            for name, check in (("with the package and the policy of the page, a new profile has the add-on", self.is_active),
                                ("and nobody can switch it off", self.is_locked), ("also after the next start", self.starts_again)):
                self.run(name, check, box)
        with PolicyBird(self.setup(xpi=None, prefs=PREFS)) as box:
            self.run("with the package alone a person can switch it off", self.is_free, box)
            self.run("who had done so before the policy can only switch it on again", self.stays_off_until_switched_on, box)
        elsewhere = self.setup().find_xpi().resolve().as_uri()
        with PolicyBird(self.setup(xpi=None, prefs=PREFS), re.sub('file://[^"]*', elsewhere, self.text), packaged=False) as box:
            self.run("without the package the policy installs it from where it says", self.is_active, box)
            self.run("and locks it too", self.is_locked, box)
        return self.plan.finish()


if __name__ == "__main__":
    if subprocess.run([*UNSHARE, "true"], check=False, capture_output=True).returncode != 0 and not os.environ.get("CI"):
        tap.skip_all("no mount namespaces here")
    sys.exit(thunderbird.main(Policy))
