"""homes.py: a home and a profile for a Thunderbird without a person

The add-on is installed as the package installs it, but into the profile; its
programs are those of the build.
"""
import dataclasses
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import envelope  # noqa: E402

ADDON = "certfirst@certfirst.org"

PREFS = {
    "mail.accountmanager.accounts": "account1",
    "mail.accountmanager.localfoldersserver": "server1",
    "mail.account.account1.server": "server1",
    "mail.server.server1.type": "none",
    "mail.server.server1.userName": "nobody",
    "mail.server.server1.hostname": "Local Folders",
    "mail.server.server1.directory-rel": "[ProfD]Mail/Local Folders",
    "mail.provider.suppress_dialog_on_startup": True,
    "mailnews.start_page.enabled": False,
    "mail.spotlight.firstRunDone": True,
    "mail.rights.version": 1,
    "mail.pane_config.dynamic": 0,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "app.donation.eoy.version.viewed": 999,
    "extensions.autoDisableScopes": 0,
    "extensions.enabledScopes": 5,
    "devtools.console.stdout.content": True,
    "browser.dom.window.dump.enabled": True,
    "app.update.enabled": False,
    "mail.biff.alert.use_system_alert": False,
    "mail.biff.show_alert": False,
    "mail.biff.play_sound": False,
    "mail.tabs.autoHide": False,
    "network.proxy.type": 0,
    "security.OCSP.enabled": 0,
}


@dataclasses.dataclass
class Account:
    """An account of a real mail server on loopback.

    kind: "imap" or "pop3"
    """
    kind: str
    user: str
    port: int
    host: str = "127.0.0.1"


@dataclasses.dataclass
class Setup:
    """What Thunderbird is started with.

    mails: paths; message 1 is the first
    accounts: besides the local folders
    keys: [(file, its password)] to decrypt with
    options: what the engine judges by
    prefs: more settings of Thunderbird
    xpi: another package than that of the build; None for no add-on
    engine: a program instead of the build's engine
    theme: of GTK; None for the usual one
    frames: whether all that the engine is asked is kept in the home, as "certfirst-sample-engine.frames"
    display: "own" for a virtual one, "none" for Thunderbird without windows, "given" for that of the environment
    """
    build: pathlib.Path
    mails: list
    accounts: list = dataclasses.field(default_factory=list)
    keys: list = dataclasses.field(default_factory=list)
    options: list = dataclasses.field(default_factory=list)
    prefs: dict = dataclasses.field(default_factory=dict)
    lang: str = "en"
    dark: bool = False
    theme: object = None
    xpi: object = "full"
    display: str = "own"
    size: tuple = (1180, 860)
    hosts: bool = True
    engine: object = None
    frames: bool = False
    files: list = dataclasses.field(default_factory=list)

    def find_xpi(self):
        names = {"full": f"{ADDON}.xpi", "plain": "certfirst-plain.xpi"}
        return self.build / "plugin" / "thunderbird" / names[self.xpi] if self.xpi in names else self.xpi


def list_account_prefs(accounts):
    """Settings of Thunderbird for each account, from account2 on."""
    prefs = {}
    for number, account in enumerate(accounts, 2):
        server, identity = f"mail.server.server{number}", f"mail.identity.id{number}"
        prefs |= {
            f"mail.account.account{number}.server": f"server{number}", f"mail.account.account{number}.identities": f"id{number}",
            f"{identity}.useremail": f"{account.user}@example.net", f"{identity}.fullName": account.user, f"{identity}.valid": True,
            f"{server}.type": account.kind, f"{server}.hostname": account.host, f"{server}.port": account.port,
            f"{server}.userName": account.user, f"{server}.name": f"{account.user}@{account.host}", f"{server}.authMethod": 3,
            f"{server}.socketType": 0, f"{server}.check_new_mail": False, f"{server}.login_at_startup": False,
            f"{server}.directory-rel": f"[ProfD]Mail/{account.kind}-{number}", f"{server}.leave_on_server": True}
    if accounts:
        names = ",".join(f"account{number}" for number in range(1, len(accounts) + 2))
        prefs |= {"mail.accountmanager.accounts": names, "mail.accountmanager.defaultaccount": "account2"}
    return prefs


def write_mbox(path, mails):
    """Local folders escape lines that begin with From, and take it off again."""
    with open(path, "wb") as box:
        for mail in mails:
            octets = mail.read_bytes()
            box.write(b"From - Mon Mar  2 09:00:00 2026\n")
            lines = octets.split(b"\n")
            box.write(b"\n".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines))
            box.write(b"\n" if octets.endswith(b"\n") else b"\n\n")


def write_profile(profile, setup):
    local = profile / "Mail" / "Local Folders"
    local.mkdir(parents=True)
    write_mbox(local / "Test", setup.mails)
    (local / "Empty").write_bytes(b"")
    prefs = {**PREFS, **list_account_prefs(setup.accounts), **setup.prefs, "intl.locale.requested": setup.lang, "extensions.activeThemeID":
             "thunderbird-compact-dark@mozilla.org" if setup.dark else "thunderbird-compact-light@mozilla.org",
             "ui.systemUsesDarkTheme": int(setup.dark)}
    (profile / "user.js").write_text("".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in prefs.items()))
    if setup.xpi is not None:
        (profile / "extensions").mkdir()
        shutil.copyfile(setup.find_xpi(), profile / "extensions" / f"{ADDON}.xpi")
    if setup.keys:
        envelope.import_keys(profile, setup.keys)


def write_hosts(home, build):
    folder = home / ".mozilla" / "native-messaging-hosts"
    folder.mkdir(parents=True, exist_ok=True)
    for topic in ("engine", "person"):
        program = (build / "plugin" / "thunderbird" / f"certfirst-thunderbird-{topic}").resolve()
        (folder / f"org.certfirst.{topic}.json").write_text(json.dumps({
            "name": f"org.certfirst.{topic}", "description": "Certfirst", "path": str(program), "type": "stdio",
            "allowed_extensions": [ADDON]}))


def write_engine_wrapper(home, setup):
    """What the host program starts; while a file of its name with ".hold" is there, no engine comes up."""
    wrapper = home / "certfirst-sample-engine"
    program = (setup.build / "plugin" / "cli" / "certfirst").resolve()
    words = " ".join("'" + str(word).replace("'", "'\\''") + "'" for word in [program, "engine", *setup.options])
    start = 'tee -a "$0.frames" |' if setup.frames else "exec"
    wrapper.write_text(f'#!/bin/sh\nshift\nwhile test -e "$0.hold"; do sleep 0.05; done\n{start} {words} "$@"\n')
    wrapper.chmod(0o700)
    return wrapper


def prepare(home, setup, environment):
    """A home and profile for Thunderbird; gives the environment to start it in."""
    (home / "profile").mkdir()
    write_profile(home / "profile", setup)
    if setup.hosts:
        write_hosts(home, setup.build)
    config = home / ".config" / "certfirst"
    config.mkdir(parents=True)
    (config / "mark").write_text("star violet\n")
    (config / "mark").chmod(0o600)
    (config / "client.ini").write_text("[client]\nlanguage=system\n")
    env = {**environment, "HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "MOZ_CRASHREPORTER_DISABLE": "1",
           "CERTFIRST_LOCALEDIR": str((setup.build / "po").resolve()),
           "CERTFIRST_PROGRAM": str(setup.engine or write_engine_wrapper(home, setup))}
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "LANGUAGE", "WAYLAND_DISPLAY"):
        env.pop(name, None)
    if setup.theme:
        env["GTK_THEME"] = setup.theme
    return env
