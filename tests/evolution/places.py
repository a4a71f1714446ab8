"""places.py: whose words count in which account of Evolution, and which folders are the person's own

Usage: places.py --build BUILD --samples SAMPLES

Two accounts on a real mail server, of which one trusts that server's name; the
folders into which Evolution puts what the person writes.
"""
import contextlib
import dataclasses
import pathlib
import sys
import textwrap

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import accounts  # noqa: E402
import checks  # noqa: E402
import dovecot  # noqa: E402
import host  # noqa: E402

TRUSTING, OTHER = "me", "other"
POLICY = f"[trusted-authserv-ids]\n{TRUSTING}@{dovecot.HOST}=mx.test.example\n"
FAILS = accounts.make_mail(1, "what the server says", "Authentication-Results: mx.test.example;\n dkim=fail header.d=example.com;\n"
                           " dmarc=fail header.from=example.com\n", b"text\n")
WRITTEN = accounts.make_mail(2, "written by me", "", b"not sent yet\n")
DRAFTS = "[Mail Composition]\nDraftsFolder=folder://imap-account/Drafts\n"


def sources_of(server):
    """The account of the first user, which keeps its drafts on the server, and one of the second."""
    first = accounts.sources_of(server, TRUSTING)
    first["imap-identity"] = textwrap.dedent(first["imap-identity"]) + "\n" + DRAFTS
    second = {name.replace("imap", "other"): text.replace("imap-", "other-").replace("User=me", f"User={OTHER}")
              .replace("DisplayName=Server", "DisplayName=Server two") for name, text in accounts.sources_of(server, OTHER).items()}
    return {**first, **second}


def trust(engine, folder):
    """An engine by whose policy that account trusts that server."""
    policy = folder / "accounts.policy"
    policy.write_text(POLICY)
    return dataclasses.replace(engine, policies=(*engine.policies, policy))


class Places(host.Checks):

    def __init__(self, session, engine, mails, out):
        super().__init__("evolution-places", session, engine, out)

    def ask(self, folder, name, octets, **given):
        (folder / name).write_bytes(octets)
        return self.engine.ask([folder / name], "en", **given)[1]

    def opens(self, evolution, name, nth=0):
        """By way of the local inbox, which alone has two mails: so the one in the list is that folder's."""
        evolution.open_folder("Inbox")
        host.until(lambda: evolution.count_rows() == 2, 60, "the mails of the local inbox")
        host.until(lambda: len(evolution.find_cells(name)) > nth, 120, f"the folder {name}")
        evolution.open_folder(name, nth)
        with contextlib.suppress(host.Trouble):
            return host.until(lambda: evolution.count_rows() == 1, 10, "its mail")
        evolution.keys("F5")
        return False

    def open_mail(self, evolution, name, nth=0):
        """The only one in that folder."""
        host.until(lambda: self.opens(evolution, name, nth), 120, f"the mail in {name}")
        evolution.select_row(0)

    def says_as_the_engine(self, evolution, nth, wanted):
        """The ribbon of the mail in that inbox, and the reason in the details."""
        self.open_mail(evolution, "Inbox", nth)
        evolution.wait_for(wanted["ribbon"]["accessible_name"], wanted["ribbon"]["accessible_description"], 60)
        assert evolution.report()["reasons"][0]["code"] == wanted["reasons"][0]["code"]

    def own_folder_has_none(self, evolution, name, nth=0):
        """The mail itself is shown, so that the ribbon is not only late."""
        self.open_mail(evolution, name, nth)
        host.until(lambda: evolution.has_body("not sent yet"), 60, "the mail shown")
        host.until(lambda: not evolution.ribbons(), 60, f"no ribbon in {name}")
        for _ in range(5):
            assert not evolution.ribbons() and evolution.has_body("not sent yet"), evolution.ribbons()

    def another_folder_has_one(self, evolution, name, nth):
        """A folder of that name that nobody chose for drafts is like any other."""
        self.open_mail(evolution, name, nth)
        host.until(lambda: evolution.has_body("not sent yet"), 60, "the mail shown")
        evolution.wait_for_ribbon(60)

    def run_all(self, folder):
        self.engine = trust(self.engine, folder)
        given = {"place": "server-folder"}
        believed = self.ask(folder, "believed", FAILS, account=f"{TRUSTING}@{dovecot.HOST}", **given)
        ignored = self.ask(folder, "ignored", FAILS, account=f"{OTHER}@{dovecot.HOST}", **given)
        assert believed["reasons"][0]["code"] != ignored["reasons"][0]["code"], believed["reasons"][0]
        written = self.write(folder, "written", WRITTEN)
        local = {"Inbox": [self.write(folder, "plain", FAILS), written], "Templates": [written], "Outbox": [written]}
        with dovecot.Dovecot() as server:
            for user in (TRUSTING, OTHER):
                box = server.add_user(user)
                box.deliver(FAILS, seen=True)
                box.deliver(WRITTEN, "Drafts", seen=True)
            with host.Evolution(self.session, self.engine, local, host.Look(size=(1270, 1160)), sources_of(server)) as evolution:
                self.run("a trusted server's words count in its account", self.says_as_the_engine, evolution, 2, believed)
                self.run("they do not in another account", self.says_as_the_engine, evolution, 3, ignored)
                self.run("no ribbon in the folder of templates", self.own_folder_has_none, evolution, "Templates")
                self.run("no ribbon in the outbox", self.own_folder_has_none, evolution, "Outbox")
                self.run("no ribbon in an account's own folder of drafts", self.own_folder_has_none, evolution, "Drafts", 1)
                self.run("a ribbon in a folder that is only called so", self.another_folder_has_one, evolution, "Drafts", 2)
                self.run("Evolution ends cleanly", self.ends_cleanly, evolution)
        return self.plan.finish()

    def write(self, folder, name, octets):
        (folder / name).write_bytes(octets)
        return folder / name


if __name__ == "__main__":
    sys.exit(checks.main(Places, accounts.NEEDS, (1280, 1200)))
