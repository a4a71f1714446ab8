"""places.py: what the plugin tells of a mail beside its bytes: account, exactness, and what Claws Mail decrypted

Usage: places.py --build BUILD --samples SAMPLES
"""
import base64
import contextlib
import dataclasses
import json
import subprocess
import sys

import accounts
import dovecot
from desktop import until

SIGNED = 1
FAILS = (b"Authentication-Results: mx.test.example;\n dkim=fail header.d=example.com;\n dmarc=fail header.from=example.com\n"
         b"From: Alice <alice@example.com>\nTo: bob@example.net\nSubject: what the server says\nMIME-Version: 1.0\n"
         b"Content-Type: text/plain\n\ntext\n")
BOXED = (b"From: Alice <alice@example.com>\nTo: bob@example.net\nSubject: in a box\nMIME-Version: 1.0\n"
         b"Content-Type: text/plain\n\ntext\n>From a line that was quoted\n")
POLICY = """[trusted-authserv-ids]
{user}@{host}=mx.test.example
{pop}@{host}=mx.test.example
"""


def split(mail):
    """(header of the mail, its signed entity), both with LF."""
    head, _, body = mail.replace(b"\r\n", b"\n").partition(b"\n\n")
    fields = []
    for line in head.split(b"\n"):
        if line[:1] in b" \t" and fields:
            fields[-1] += b"\n" + line
        else:
            fields.append(line)
    inner = [field for field in fields if field.lower().startswith(b"content-")]
    outer = [field for field in fields if field not in inner]
    return b"\n".join(outer) + b"\n", b"\n".join(inner) + b"\n\n" + body


class WithKey(accounts.Accounts):
    """With the client's own S/MIME, and the reader's key (PKCS #12)."""
    key = b""
    plugins = ("pgpcore", "smime")

    def prepare(self):
        super().prepare()
        folder = self.home / ".gnupg"
        folder.mkdir(mode=0o700)
        (folder / "gpg-agent.conf").write_text("allow-loopback-pinentry\n")
        (folder / "gpgsm.conf").write_text("disable-crl-checks\n")
        key = self.home / "key.p12"
        key.write_bytes(self.key)
        subprocess.run(["gpgsm", "--batch", "--pinentry-mode", "loopback", "--passphrase-fd", "0", "--import", key], env=self.env,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=120)

    def __exit__(self, *given):
        """The agent was started in our home, and ends with it."""
        with contextlib.suppress(AttributeError, subprocess.SubprocessError):
            subprocess.run(["gpgconf", "--kill", "all"], env=self.env, timeout=60, check=False, stdin=subprocess.DEVNULL)
        super().__exit__(*given)


class WithBox(accounts.Accounts):
    """With a mailbox file of the mbox plugin."""
    plugins = ("mailmbox",)

    def prepare(self):
        super().prepare()
        boxes = self.home / "Boxes"
        boxes.mkdir()
        (boxes / "inbox").write_bytes(b"From alice@example.com Mon Jun  1 09:00:00 2026\n" + BOXED + b"\n")
        self.edit(self.home / ".claws-mail" / "folderlist.xml", "</folderlist>",
                  '<folder type="mailmbox" name="Boxes" path="Boxes"><folderitem type="inbox" name="inbox" path="inbox"/></folder>'
                  "</folderlist>")


class Places(accounts.Checks):
    """Each method is one promise; what it raises is a failure with its reason."""

    def openssl(self, *words, given=b""):
        return subprocess.run(["openssl", *map(str, words)], input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True,
                              timeout=120).stdout

    def make_key(self):
        """A reader's key and certificate; (certificate, PKCS #12 without a password)."""
        key, certificate = self.folder / "key.pem", self.folder / "certificate.pem"
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", 120,
                     "-subj", "/CN=Reader/emailAddress=me@example.net")
        return certificate, self.openssl("pkcs12", "-export", "-legacy", "-passout", "pass:", "-inkey", key, "-in", certificate)

    def encrypt(self, mail, certificate):
        """(the encrypted mail, what is inside)."""
        outer, inner = split(mail)
        inner = inner.replace(b"\n", b"\r\n")
        data = self.openssl("cms", "-encrypt", "-binary", "-aes256", "-outform", "DER", certificate, given=inner)
        fields = (b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
                  b"Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=smime.p7m\n\n")
        return outer + fields + base64.encodebytes(data), inner

    def ask_decrypted(self, outer, inner):
        files = self.folder / "outer", self.folder / "inner"
        for file, octets in zip(files, (outer, inner)):
            file.write_bytes(octets)
        command = [self.engine.program, "check", "--format=json", "--lang=en", "--lookups=offline", *self.engine.options(),
                   f"--decrypted={files[1]}", files[0]]
        return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False, timeout=120).stdout)

    # The promises

    def the_signature_inside_is_reported(self, claws, outer, inner):
        """As the engine says of both; without the inner part nobody knows."""
        alone = self.ask(outer)
        wanted = self.ask_decrypted(outer, inner)
        assert (alone["verdict"], wanted["verdict"]) == ("undetermined", "verified"), (alone["verdict"], wanted["verdict"])
        claws.show(1)
        claws.wait_for(wanted["ribbon"]["accessible_name"])
        self.session.screenshot(self.out / "claws-decrypted.png")

    def an_altered_inside_is_a_danger(self, claws, outer, inner):
        wanted = self.ask_decrypted(outer, inner)
        assert wanted["severity"] == "danger", wanted["severity"]
        claws.show(2)
        claws.wait_for(wanted["ribbon"]["accessible_name"])

    def an_encrypted_attachment_is_not_the_mail(self, claws, mail):
        wanted = self.ask(mail)
        claws.show(3)
        claws.wait_for(wanted["ribbon"]["accessible_name"])

    def mbox_is_not_exact(self, claws):
        """Said in the details; the same mail in an MH folder is exact."""
        claws.show(1)
        claws.wait_for_ribbon()
        assert not self.has_code(claws, "CF613"), "an MH folder holds the bytes"
        claws.command("--select", "#mailmbox/Boxes/inbox/1")
        until(lambda: "in a box" in claws.message_text(), 120, "the mail in the mbox")
        claws.wait_for_ribbon()
        assert self.has_code(claws, "CF613"), "nothing says that the bytes are not exact"

    def has_code(self, claws, code):
        """Whether the details name it; they go with their mail."""
        claws.click("push button", "Details")
        until(lambda: any("Certfirst" in window.get_name() for window in claws.windows()), 120, "the details")
        found = claws.look_for(lambda node: code in (node.get_name() or ""), "Certfirst", whole=True) is not None
        claws.show(2)
        until(lambda: not any("Certfirst" in window.get_name() for window in claws.windows()), 120, "the details gone")
        return found

    def the_account_decides_which_server_is_believed(self, claws):
        """The same bytes: on the account's server its own words lower the result; in a local folder, nobody's."""
        claws.imap.deliver(FAILS)
        claws.receive_until(lambda: claws.count_on_server() == 1, 120, "the mail on the server")
        wanted = self.ask(FAILS, account=f"{accounts.IMAP_USER}@{claws.server.host}", place="server-folder")
        alone = self.ask(FAILS)
        assert wanted["reasons"][0]["code"] != alone["reasons"][0]["code"], wanted["reasons"][0]
        claws.show_on_server(1, "what the server says")
        claws.wait_for(wanted["ribbon"]["accessible_name"])
        claws.show(2)
        claws.wait_for(alone["ribbon"]["accessible_name"])

    def the_account_of_a_pop_mail_is_remembered(self, claws):
        """Opened in its local folder, it is judged as when it arrived."""
        octets = FAILS.replace(b"what the server says", b"what POP says")
        wanted = self.ask(octets, account=f"{accounts.POP_USER}@{claws.server.host}")
        assert wanted["reasons"][0]["code"] != self.ask(octets)["reasons"][0]["code"], wanted["reasons"][0]
        claws.pop.deliver(octets)
        claws.receive_until(lambda: len(claws.list_local()) == 3, 120, "the POP mail in its folder")
        claws.show(3)
        claws.wait_for(wanted["ribbon"]["accessible_name"])

    def run_decrypted(self, server):
        certificate, key = self.make_key()
        sample = self.mails[SIGNED - 1].read_bytes()
        good = self.encrypt(sample, certificate)
        outer, inner = split(sample)
        body = inner.index(b"\n\n", inner.index(b"text/plain")) + 2
        altered = self.encrypt(outer + inner[:body] + b"x" + inner[body:], certificate)
        attached = (b"From: Alice <alice@example.com>\nTo: me@example.net\nSubject: with an attachment\nMIME-Version: 1.0\n"
                    b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\ntext\n--b\n"
                    + good[0][good[0].index(b"Content-Type: application/pkcs7-mime"):] + b"\n--b--\n")
        mails = [self.write(name, octets) for name, octets in (("good", good[0]), ("altered", altered[0]), ("attached", attached))]
        WithKey.key = key
        with self.opened(WithKey(self.session, self.engine, server, mails)) as claws:
            self.run("what Claws Mail decrypted is checked for its signature", self.the_signature_inside_is_reported, claws, *good)
            self.run("altered inside: a danger", self.an_altered_inside_is_a_danger, claws, *altered)
            self.run("an encrypted attachment is not the mail", self.an_encrypted_attachment_is_not_the_mail, claws, attached)

    def write(self, name, octets):
        (self.folder / name).write_bytes(octets)
        return self.folder / name

    def run_promises(self):
        policy = self.write("accounts.policy", POLICY.format(user=accounts.IMAP_USER, pop=accounts.POP_USER, host=dovecot.HOST).encode())
        self.engine = dataclasses.replace(self.engine, policies=(*self.engine.policies, policy))
        with dovecot.Dovecot() as server:
            self.run_decrypted(server)
            mails = [self.mails[7], self.write("fails", FAILS)]
            with self.opened(WithBox(self.session, self.engine, server, mails)) as claws:
                self.run("mbox: the bytes are said not to be exact", self.mbox_is_not_exact, claws)
                self.run("the account decides which server is believed", self.the_account_decides_which_server_is_believed, claws)
                self.run("POP: the account is remembered", self.the_account_of_a_pop_mail_is_remembered, claws)


if __name__ == "__main__":
    sys.exit(accounts.main(Places))
