"""menus.py: what every mail client's menu offers beside the ribbon, and how a test uses it"""
import contextlib
import subprocess

from desktop import Trouble, until

MENU = {
    "en": ["Check Again", "Details of This Mail…", "Explain the Ribbon…", "Save Report for the Help Desk…",
           "Always Expect a Certificate from This Sender…", "What Each Ribbon Means…", "Choose Your Mark…"],
    "ja": ["再確認", "このメールの詳細…", "帯の説明…", "問い合わせ窓口用の報告を保存…", "この送信者には常に電子証明書を求める…",
           "帯の種類と意味…", "目印を選ぶ…"],
}
ABOUT_A_MAIL = 5  # the first entries need one
EXPECT = 4
WITHOUT_MAIL = [False] * ABOUT_A_MAIL + [True, True]
# Each a From that stands in no rule as it is.
HOSTILE = [b"From: =?utf-8?q?info=40b=C3=A1nk.example?= <info@b\xc3\xa1nk.example>", b"From: a@bank.example, b@evil.example",
           b"From: \"info\\\"]\"@bank.example", b"From: a=b@bank.example", b"From: a@bank.example\nFrom: b@evil.example"]
MAIL = (b"%s\nTo: bob@example.net\nSubject: from %d\nDate: Wed, 20 May 2026 06:45:00 +0000\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain\n\nhello\n")


class Menus:
    """Beside Checks."""

    def entries(self, client, lang):
        """What can be chosen now, in the order of the menu; {} without a menu."""
        found = {node.get_name(): node for node in client.everything(whole=True) if node.get_role_name() == "menu item"}
        sensitive = self.session.atspi.StateType.SENSITIVE
        return [found[name].get_state_set().contains(sensitive) for name in MENU[lang] if name in found]

    def press(self, keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", keys], env=self.session.env, check=True, timeout=20)

    def window(self, client, title):
        return next((window for window in client.windows() if title in window.get_name()), None)

    def opens_by_key(self, client, keys, title):
        """Pressed again as long as a busy machine has not heard it; the same window comes to the front then."""
        def press_again():
            self.press(keys)
            with contextlib.suppress(Trouble):
                return until(lambda: self.window(client, title), 10, title)
        until(press_again, 120, f"the window {title}")

    def closes(self, client, title):
        """With Esc, pressed again as long as a busy machine has not heard it."""
        def press_again():
            if self.window(client, title):
                self.press("Escape")
            return not self.window(client, title)
        until(press_again, 120, f"the window {title} closed")
